import { Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Signals } from '../../analytics/analytics.contract.js';
import type { RegisteredClient } from '../../identity/clients/client.directory.js';
import { ASSERTION } from '../../identity/clients/client.rules.js';
import { ExchangedAuthority } from '../exchange/exchanged-authority.js';
import { IdJags, narrowed } from '../exchange/id-jags.js';
import type { Authorization } from '../tokens/authorization.js';
import { AuthenticatedClient, Grant, GrantForm, Issued } from './grant.js';
import type { GrantRequest } from './grant-request.js';
import { JwtBearerRequest } from './jwt-bearer.request.js';
import { OwnAuthority } from './own-authority.js';

/**
 * Tokens for a JWT of somebody whom we trust (RFC 7523 §2.1): for a machine, by the token of its platform; for a person,
 * by an ID-JAG that the person's company made out to the client.
 */
@Grant(ASSERTION)
export class JwtBearerController {
  constructor(
    private readonly authority: OwnAuthority,
    private readonly jags: IdJags,
    private readonly exchanged: ExchangedAuthority,
    private readonly signals: Signals,
  ) {}

  @Post()
  @Issued()
  async authorize(
    @AuthenticatedClient() client: RegisteredClient,
    @GrantForm(JwtBearerRequest) request: JwtBearerRequest,
    @Req() http: Request & GrantRequest,
  ): Promise<Authorization> {
    const origin = this.signals.of(http);
    if (http.clientByGrant === true) return this.authority.of(client, request, origin);
    const subject = narrowed(await this.jags.subject(client, request.assertion, http.confirmation), request.scope);
    const wishes = { ...request, scope: undefined, actorEnd: Infinity };
    return { ...(await this.exchanged.of(subject, client, wishes)), origin };
  }
}
