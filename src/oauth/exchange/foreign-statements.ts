import { Injectable } from '@nestjs/common';
import { FederatedPeople } from '../../identity/federation/federated-people.js';
import { foreignAuthentication } from '../../identity/federation/foreign-claims.rules.js';
import type { ForeignTokenQuestion } from '../../identity/federation/foreign-token.rules.js';
import { type ForeignToken, ForeignTokenRefused, TrustedIssuers } from '../../identity/federation/trusted-issuers.js';
import type { Authentication } from '../../identity/sessions/session-row.store.js';
import { type Actor, MOST_ACTORS } from '../../kernel/caller.js';
import { currentTransaction } from '../../http/request-context.js';
import { Clock } from '../../kernel/clock.js';
import type { OAuthError } from '../../kernel/oauth-error.js';
import type { ForeignGrounds } from '../tokens/authorization.js';
import { depthOf } from './delegation.rules.js';
import type { Subject } from './subject-tokens.js';

/** What a client is told, whatever is wrong; the cause is for the log. */
export type Refuse = (cause: string) => OAuthError;

/** How far an issuer's word goes. */
export type ForeignReach = Pick<Subject['authority'], 'scope' | 'audiences' | 'expiresAt'>;

/** What another issuer says of one of our people: who they are, when they signed in there, and who acted for them. */
@Injectable()
export class ForeignStatements {
  constructor(
    private readonly issuers: TrustedIssuers,
    private readonly people: FederatedPeople,
    private readonly clock: Clock,
  ) {}

  /** Nothing is spent. @throws what `refuse` makes of the first thing that is wrong */
  async verify(token: string, question: ForeignTokenQuestion, refuse: Refuse): Promise<ForeignToken> {
    try {
      return await this.issuers.verify(token, question);
    } catch (error) {
      throw error instanceof ForeignTokenRefused ? refuse(error.message) : error;
    }
  }

  /** @throws what `refuse` makes of it when the client may not exchange the token */
  checkExchange(verified: ForeignToken, clientId: string, refuse: Refuse): void {
    const fault = this.issuers.exchangeFault(verified, clientId);
    if (fault !== null) throw refuse(fault);
  }

  /** Who it means, with what it lets be done for them. To be asked last: whom it finds by an address it links. */
  async subject(verified: ForeignToken, reach: ForeignReach, refuse: Refuse): Promise<Subject> {
    const history = this.history(verified, refuse);
    const person = await this.people.find(verified);
    if (person === null) throw refuse('nobody is linked to its subject');
    return {
      sub: person.id,
      userId: person.id,
      roles: person.roles,
      ...history,
      sessionId: null,
      lineage: { txn: currentTransaction(this.clock.now()), ancestors: [] },
      audiences: reach.audiences ?? [],
      authority: { ...reach, delegations: MOST_ACTORS - depthOf(history.act) },
      hold: (transaction) => this.people.hold(transaction, person),
      lost: refuse('it is no longer good'),
    };
  }

  /** As they told it themselves: in our own name nobody else says who acted. */
  private history(
    { issuer, claims }: ForeignToken,
    refuse: Refuse,
  ): { readonly grounds: ForeignGrounds; readonly act?: Actor; readonly authentication?: Authentication } {
    const chain = this.issuers.chainOf({ issuer, claims });
    if ('fault' in chain) throw refuse(chain.fault);
    const { jti } = claims;
    // Not whom it names: that may be an address, and evidence outlives the person.
    const grounds = { iss: issuer.issuer, ...(isPlain(jti) ? { jti } : {}) };
    return { grounds, ...chain, ...foreignAuthentication(claims, this.clock.seconds()) };
  }
}

function isPlain(value: unknown): value is string {
  return typeof value === 'string' && /^[\x20-\x7e]{1,255}$/.test(value);
}
