import { All, Controller, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { Clients } from '../../http/access.js';
import type { RegisteredClient } from '../../identity/clients/client.directory.js';
import { Clock } from '../../kernel/clock.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { KeyRing } from '../../keys/key-ring.contract.js';
import { Settings } from '../../settings/settings.js';
import { ClientGuard } from '../token/client.guard.js';
import { AuthenticatedClient } from '../token/grant.js';
import type { GrantRequest } from '../token/grant-request.js';
import { TokenIntrospection } from './token-introspection.js';

/** Media type and `typ` of a signed answer (RFC 9701 §4, §5). */
const SIGNED = 'token-introspection+jwt';

/** Tells a resource server, or the client itself, what a token is worth now (RFC 7662, RFC 9701). */
@Controller('oauth/introspect')
@Clients()
export class IntrospectionController {
  constructor(
    private readonly introspection: TokenIntrospection,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  @Post()
  @UseGuards(ClientGuard)
  async introspect(
    @AuthenticatedClient() client: RegisteredClient,
    @Req() request: GrantRequest,
    @Res() response: Response,
  ): Promise<void> {
    // Who only says its name has proved nothing (RFC 7662 §2.1).
    if (client.authMethod === 'none')
      throw new OAuthError('invalid_client', 'introspection needs a client that authenticates');
    const token = request.form?.one('token');
    if (token === undefined) throw new OAuthError('invalid_request', 'token is missing');
    const answer = await this.introspection.of(token, client);
    response.status(200).set({ 'cache-control': 'no-store', vary: 'accept' });
    if (!wantsSigned(request)) return void response.json(answer);
    // No sub and no exp beside it: it must never pass for an access token (RFC 9701 §8.1).
    const said = {
      iss: this.settings.PUBLIC_URL,
      aud: client.clientId,
      iat: this.clock.seconds(),
      token_introspection: answer,
    };
    response.type(`application/${SIGNED}`).send(await this.keys.sign(SIGNED, said, client.introspectionAlg));
  }

  @All()
  refuse(@Res({ passthrough: true }) response: Response): never {
    response.setHeader('allow', 'POST');
    throw new OAuthError('invalid_request', 'the introspection endpoint takes POST alone', { status: 405 });
  }
}

/** Asked for by name: whoever accepts anything gets JSON. */
function wantsSigned(request: GrantRequest): boolean {
  const types = (request.headers.accept ?? '').split(',').map((type) => type.split(';')[0]?.trim().toLowerCase());
  return types.includes(`application/${SIGNED}`);
}
