import { Injectable } from '@nestjs/common';
import { Metrics } from '../../http/metrics.js';
import type { RegisteredClient } from '../../identity/clients/client.directory.js';
import { Log } from '../../kernel/log.js';
import type { Confirmation } from '../../kernel/token-binding.js';
import type { AssertionAnswer, AssertionPlan } from '../tokens/assertion.js';
import { AssertionIssuer } from '../tokens/assertion-issuer.js';
import type { Authorization, TokenAnswer } from '../tokens/authorization.js';
import { TokenIssuer } from '../tokens/token-issuer.js';

/** What a grant may return, and what becomes of it. */
export type Decided = Authorization | AssertionPlan;
export type Answer = TokenAnswer | AssertionAnswer;

/** Who is answered what, for the log. */
interface Told {
  readonly clientId: string;
  readonly sub: string;
  readonly resource: string;
}

/** Makes an Authorization a session, a token and an answer; what is to be said to somebody else, an assertion. */
@Injectable()
export class GrantAnswers {
  constructor(
    private readonly issuer: TokenIssuer,
    private readonly assertions: AssertionIssuer,
    private readonly log: Log,
    private readonly metrics: Metrics,
  ) {}

  /**
   * @param confirmation what the client has proved to hold: tokens of every grant are bound to it here, lest one forget it
   * @param client by which names it knows people, and when it ends, for the same reason; null where no registered client asks
   */
  async to(
    decided: Decided,
    grantType: string,
    confirmation: Confirmation | undefined,
    client: Pick<RegisteredClient, 'sector' | 'expiresAt'> | null,
  ): Promise<Answer> {
    if ('typ' in decided) {
      const { event, claims } = decided;
      const told = { ...event, detail: { ...event.detail, grant_type: grantType } };
      const answer = await this.assertions.issue({ ...decided, event: told });
      this.tell(grantType, { clientId: event.clientId, sub: claims.sub, resource: claims.aud }, answer);
      return answer;
    }
    const answer = await this.issuer.issue({
      ...decided,
      sector: client?.sector ?? null,
      clientEnd: client?.expiresAt ?? null,
      grantType,
      ...(confirmation === undefined ? {} : { confirmation }),
    });
    this.metrics.tokenIssued(confirmation, grantType);
    this.tell(grantType, { clientId: decided.clientId, sub: decided.subject, resource: decided.audience }, answer);
    return answer;
  }

  private tell(grantType: string, { clientId, sub, resource }: Told, answer: Answer): void {
    this.log.info('token.issued', {
      grant_type: grantType,
      client_id: clientId,
      sub,
      scope: answer.scope,
      resource,
      token_type: answer.token_type,
      expires_in: answer.expires_in,
    });
  }
}
