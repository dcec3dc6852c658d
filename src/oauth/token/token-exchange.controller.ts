import { Post, Req } from '@nestjs/common';
import { Signals } from '../../analytics/analytics.contract.js';
import type { RegisteredClient } from '../../identity/clients/client.directory.js';
import { EXCHANGE } from '../../identity/clients/client.rules.js';
import { ExchangedAuthority } from '../exchange/exchanged-authority.js';
import { ForeignSubjects } from '../exchange/foreign-subjects.js';
import { type Subject, SubjectTokens } from '../exchange/subject-tokens.js';
import { ACCESS_TOKEN } from '../exchange/token-types.js';
import type { Authorization } from '../tokens/authorization.js';
import { AuthenticatedClient, Grant, GrantForm, TokenAnswered } from './grant.js';
import type { GrantRequest } from './grant-request.js';
import { TokenExchangeRequest } from './token-exchange.request.js';

/** A token to act for whom another token speaks, with no more authority than that one has (RFC 8693). */
@Grant(EXCHANGE)
export class TokenExchangeController {
  constructor(
    private readonly subjects: SubjectTokens,
    private readonly others: ForeignSubjects,
    private readonly authority: ExchangedAuthority,
    private readonly signals: Signals,
  ) {}

  @Post()
  @TokenAnswered()
  async authorize(
    @AuthenticatedClient() client: RegisteredClient,
    @GrantForm(TokenExchangeRequest) request: TokenExchangeRequest,
    @Req() http: GrantRequest,
  ): Promise<Authorization> {
    const subject = await this.subject(client, request, http);
    const { actor_token: actorToken } = request;
    const actorEnd =
      actorToken === undefined ? Infinity : await this.subjects.actorEnd(actorToken, client, http.confirmation);
    const passedOn = await this.authority.of(subject, client, { ...request, actorEnd });
    return { ...passedOn, issuedTokenType: ACCESS_TOKEN, origin: this.signals.of(http) };
  }

  private subject(
    client: RegisteredClient,
    request: TokenExchangeRequest,
    { confirmation }: GrantRequest,
  ): Promise<Subject> {
    const { subject_token: token, subject_token_type: type } = request;
    if (this.subjects.isOurs(token)) return this.subjects.ofOurs(token, client, confirmation);
    return this.others.read(token, type, client);
  }
}
