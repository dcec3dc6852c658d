import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../identity/changes.store.js';
import { FederatedPeople } from '../../identity/federation/federated-people.js';
import { foreignAuthentication } from '../../identity/federation/foreign-claims.rules.js';
import type { ForeignTokenQuestion } from '../../identity/federation/foreign-token.rules.js';
import { type ForeignToken, ForeignTokenRefused, TrustedIssuers } from '../../identity/federation/trusted-issuers.js';
import type { Authentication } from '../../identity/sessions/session.store.js';
import type { User } from '../../identity/users/user.entity.js';
import type { Actor } from '../../kernel/caller.js';
import { Clock } from '../../kernel/clock.js';
import type { OAuthError } from '../../kernel/oauth-error.js';
import type { ForeignGrounds } from '../tokens/authorization.js';

/** What a client is told, whatever is wrong; the cause is for the log. */
export type Refuse = (cause: string) => OAuthError;

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

  /** As they told it themselves: in our own name nobody else says who acted. */
  history(
    { issuer, claims }: ForeignToken,
    refuse: Refuse,
  ): { readonly grounds: ForeignGrounds; readonly act?: Actor; readonly authentication?: Authentication } {
    const chain = this.issuers.chainOf({ issuer, claims });
    if ('fault' in chain) throw refuse(chain.fault);
    const { sub, jti } = claims;
    const grounds = { iss: issuer.issuer, sub, ...(isPlain(jti) ? { jti } : {}) };
    return { grounds, ...chain, ...foreignAuthentication(claims, this.clock.seconds()) };
  }

  /** In the transaction of what is opened for them. @returns whether they still are what they were when they were found */
  hold(transaction: Transaction, person: User): Promise<boolean> {
    return this.people.hold(transaction, person);
  }

  /** @throws what `refuse` makes of it when the client may not exchange the token */
  checkExchange(verified: ForeignToken, clientId: string, refuse: Refuse): void {
    const fault = this.issuers.exchangeFault(verified, clientId);
    if (fault !== null) throw refuse(fault);
  }

  /** To be asked last: whom it finds by an address it links. */
  async person(verified: ForeignToken, refuse: Refuse): Promise<User> {
    const person = await this.people.find(verified);
    if (person === null) throw refuse('nobody is linked to its subject');
    return person;
  }
}

function isPlain(value: unknown): value is string {
  return typeof value === 'string' && /^[\x20-\x7e]{1,255}$/.test(value);
}
