import { Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Signals } from '../../analytics/analytics.contract.js';
import type { RegisteredClient } from '../../identity/clients/client.directory.js';
import type { Authorization } from '../tokens/authorization.js';
import { ClientCredentialsRequest } from './client-credentials.request.js';
import { AuthenticatedClient, Grant, GrantForm, Issued } from './grant.js';
import { OwnAuthority } from './own-authority.js';

/** Tokens for a client acting as itself, in the name of its owner (RFC 6749 §4.4). There is no refresh token. */
@Grant('client_credentials')
export class ClientCredentialsController {
  constructor(
    private readonly authority: OwnAuthority,
    private readonly signals: Signals,
  ) {}

  @Post()
  @Issued()
  authorize(
    @AuthenticatedClient() client: RegisteredClient,
    @GrantForm(ClientCredentialsRequest) request: ClientCredentialsRequest,
    @Req() http: Request,
  ): Promise<Authorization> {
    return this.authority.of(client, request, this.signals.of(http));
  }
}
