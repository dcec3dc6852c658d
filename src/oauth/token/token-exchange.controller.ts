import { Post, Req } from '@nestjs/common';
import { Signals } from '../../analytics/analytics.contract.js';
import type { RegisteredClient } from '../../identity/clients/client.directory.js';
import { EXCHANGE } from '../../identity/clients/client.rules.js';
import { ExchangeSubjects } from '../exchange/exchange-subjects.js';
import { ExchangedAuthority } from '../exchange/exchanged-authority.js';
import { IssuedIdJags } from '../exchange/issued-id-jags.js';
import { ACCESS_TOKEN, ID_JAG, TXN_TOKEN } from '../exchange/token-types.js';
import { TransactionExchange } from '../exchange/transaction-exchange.js';
import type { Decided } from './grant-answers.js';
import { AuthenticatedClient, Grant, GrantForm, Issued } from './grant.js';
import type { GrantRequest } from './grant-request.js';
import { TokenExchangeRequest } from './token-exchange.request.js';

/**
 * A token to act for whom another token speaks, with no more authority than that one has; or a statement about them for
 * somebody else: another domain's authorization server, or the next hop of a call (RFC 8693).
 */
@Grant(EXCHANGE)
export class TokenExchangeController {
  constructor(
    private readonly subjects: ExchangeSubjects,
    private readonly authority: ExchangedAuthority,
    private readonly idJags: IssuedIdJags,
    private readonly transactions: TransactionExchange,
    private readonly signals: Signals,
  ) {}

  @Post()
  @Issued()
  async authorize(
    @AuthenticatedClient() client: RegisteredClient,
    @GrantForm(TokenExchangeRequest) request: TokenExchangeRequest,
    @Req() http: GrantRequest,
  ): Promise<Decided> {
    const { requested_token_type: wanted } = request;
    const { proof, confirmation: held } = http;
    if (wanted === ID_JAG) return this.idJags.plan(client, request, proof?.jkt);
    const actorEnd = await this.subjects.actorEnd(request, client, held);
    if (wanted === TXN_TOKEN) return this.transactions.plan(client, request, actorEnd, held);
    const subject = await this.subjects.of(request, client, held);
    const passedOn = await this.authority.of(subject, client, { ...request, actorEnd });
    return { ...passedOn, issuedTokenType: ACCESS_TOKEN, origin: this.signals.of(http) };
  }
}
