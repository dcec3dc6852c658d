import { All, Controller, Header, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { PushingClients } from '../../http/access.js';
import { ClientDirectory, type RegisteredClient } from '../../identity/clients/client.directory.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { DpopProofs } from '../proofs/dpop-proofs.js';
import { ClientGuard } from '../token/client.guard.js';
import { AuthenticatedClient } from '../token/grant.js';
import type { GrantRequest } from '../token/grant-request.js';
import { AuthorizationReader } from './authorization-reader.js';
import { AuthorizationRequestStore } from './authorization-request.store.js';
import { PUSHED } from './authorization-start.js';

/** Seconds in which the browser must come with it. */
const EXPIRES_IN = 60;

/** Authorization requests that clients push before the browser comes (RFC 9126). */
@Controller('oauth/par')
@PushingClients()
export class PushedAuthorizationController {
  constructor(
    private readonly clients: ClientDirectory,
    private readonly reader: AuthorizationReader,
    private readonly requests: AuthorizationRequestStore,
    private readonly proofs: DpopProofs,
  ) {}

  /**
   * A client pushes its authorization request before the browser comes (RFC 9126). Checks all that the authorization
   * endpoint would check (RFC 9126 §2.1).
   */
  @Post()
  @UseGuards(ClientGuard)
  @Header('Cache-Control', 'no-store')
  async push(
    @AuthenticatedClient() { clientId }: RegisteredClient,
    @Req() request: GrantRequest,
  ): Promise<{ request_uri: string; expires_in: number }> {
    const { form } = request;
    const client = await this.clients.findAsking(clientId);
    if (client === null || form === undefined) throw new OAuthError('invalid_client', 'the client is gone');
    if (form.one('request_uri') !== undefined) throw new OAuthError('invalid_request', 'request_uri cannot be pushed');
    this.reader.redirectUri(form, client);
    const proof = await this.proofs.ofClient(request);
    const parameters = await this.reader.parameters(form, client, proof);
    const id = await this.requests.insert(clientId, parameters, EXPIRES_IN);
    return { request_uri: PUSHED + id, expires_in: EXPIRES_IN };
  }

  @All()
  refuse(@Res({ passthrough: true }) response: Response): never {
    response.setHeader('allow', 'POST');
    throw new OAuthError('invalid_request', 'requests are pushed by POST alone', { status: 405 });
  }
}
