import { All, Controller, Delete, Get, Header, HttpCode, Param, Post, Put, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { RegisteringClients } from '../../http/access.js';
import { presentedToken } from '../../http/bearer.js';
import { jsonFields, type JsonFields } from '../../http/json-body.js';
import type { Client } from '../../identity/clients/client.entity.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { Problem } from '../../kernel/problem.js';
import { Settings } from '../../settings/settings.js';
import { metadataView, secretMembers } from './client-metadata.view.js';
import { SelfRegistration } from './self-registration.js';

/** Where clients register themselves (RFC 7591), and look after what they registered (RFC 7592). */
@Controller('oauth/register')
@RegisteringClients()
export class RegistrationController {
  constructor(
    private readonly registration: SelfRegistration,
    private readonly settings: Settings,
  ) {}

  /** A client registers itself (RFC 7591 §3.1). The answer is the only one that ever shows the secret. */
  @Post()
  @HttpCode(201)
  @Header('Cache-Control', 'no-store')
  async create(@Req() request: Request): Promise<object> {
    const { client, secret, token } = await this.registration.create(() => metadataOf(request), bearer(request));
    return { ...this.view(client), ...secretMembers(secret), registration_access_token: token };
  }

  /** A client reads what it registered (RFC 7592 §2.1). */
  @Get(':client_id')
  @Header('Cache-Control', 'no-store')
  async read(@Param('client_id') clientId: string, @Req() request: Request): Promise<object> {
    const token = required(request);
    return { ...this.view(await this.registration.read(clientId, token)), registration_access_token: token };
  }

  /** A client replaces all that it registered (RFC 7592 §2.2). */
  @Put(':client_id')
  @Header('Cache-Control', 'no-store')
  async replace(@Param('client_id') clientId: string, @Req() request: Request): Promise<object> {
    const token = required(request);
    const { client, secret, ...kept } = await this.registration.replace(clientId, token, await metadataOf(request));
    const shown = secret === null ? {} : secretMembers(secret);
    return { ...this.view(client), ...shown, registration_access_token: kept.token };
  }

  /** A client takes itself out (RFC 7592 §2.3): its tokens and sessions end. */
  @Delete(':client_id')
  @HttpCode(204)
  @Header('Cache-Control', 'no-store')
  async remove(@Param('client_id') clientId: string, @Req() request: Request): Promise<void> {
    await this.registration.remove(clientId, required(request));
  }

  @All()
  refuse(@Res({ passthrough: true }) response: Response): never {
    response.setHeader('allow', 'POST');
    throw new OAuthError('invalid_request', 'clients are registered by POST alone', { status: 405 });
  }

  @All(':client_id')
  refuseOther(@Res({ passthrough: true }) response: Response): never {
    response.setHeader('allow', 'GET, PUT, DELETE');
    throw new OAuthError('invalid_request', 'a registration is read, replaced and deleted', { status: 405 });
  }

  private view(client: Client): object {
    const uri = `${this.settings.PUBLIC_URL}/oauth/register/${encodeURIComponent(client.clientId)}`;
    return { ...metadataView(client), registration_client_uri: uri };
  }
}

/** @throws OAuthError `invalid_request` for a header that nobody can read */
function bearer(request: Request): string | undefined {
  const presented = presentedToken(request);
  if (presented.kind === 'none') return undefined;
  if (presented.kind === 'token' && presented.scheme === 'Bearer') return presented.token;
  const text = presented.kind === 'malformed' ? presented.detail : 'the token must come as a bearer token';
  throw new OAuthError('invalid_request', text, { challenge: 'Bearer error="invalid_request"' });
}

function required(request: Request): string {
  const token = bearer(request);
  if (token !== undefined) return token;
  throw new OAuthError('invalid_token', 'the registration access token is missing', {
    status: 401,
    challenge: 'Bearer',
  });
}

/** @throws OAuthError `invalid_client_metadata` for what is no JSON object */
async function metadataOf(request: Request): Promise<JsonFields> {
  try {
    return await jsonFields(request);
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause;
    throw new OAuthError('invalid_client_metadata', cause.detail, { cause });
  }
}
