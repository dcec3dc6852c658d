import { Injectable } from '@nestjs/common';
import type { EvidenceEvent } from '../../audit/evidence.contract.js';
import type { JsonObject } from '../../kernel/strict-json.js';
import { Changes, type Transaction } from '../changes.store.js';
import type { User } from '../users/user.entity.js';
import { UserStore } from '../users/user.store.js';
import type { ForeignToken } from './trusted-issuers.js';
import { type ForeignIdentity, UserIdentityStore } from './user-identity.store.js';

/** Whom a token is about, and how that is known; a reason when it is nobody of ours. */
export type PersonFound =
  { readonly person: User; readonly by: 'link' | 'email' } | { readonly person: null; readonly reason: string };

type Known = Pick<ForeignToken, 'issuer' | 'claims'>;

/** Finds whom of our people another issuer speaks of. It never makes a person. */
@Injectable()
export class FederatedPeople {
  constructor(
    private readonly users: UserStore,
    private readonly identities: UserIdentityStore,
    private readonly changes: Changes,
  ) {}

  /**
   * The active person with this issuer, tenant and subject; else, when the issuer's e-mail addresses count, the one with
   * the address, who is linked from then on: a later change of the address there is no way to another person here.
   * @param token as it was verified
   */
  async find(token: Known): Promise<User | null> {
    const found = await this.look(token);
    if (found.person === null || found.by === 'link') return found.person;
    const { person } = found;
    const identity = identityOf(token);
    if (identity === null) return null;
    await this.changes.record(
      (transaction) => this.identities.insertFound(transaction, person, identity),
      (linked) => (linked ? linkedEvent(person, identity) : null),
    );
    // Whoever came first has decided; and a person who was just deactivated is not found.
    const linked = await this.identities.person(identity);
    return linked?.status === 'active' ? linked : null;
  }

  /** Whether a person who was found is what they were then, and stays so until the transaction ends. */
  hold(transaction: Transaction, person: User): Promise<boolean> {
    return this.users.holdUnchanged(transaction, person);
  }

  /** The same without writing anything, and why there is nobody. */
  async look(token: Known): Promise<PersonFound> {
    const identity = identityOf(token);
    if (identity === null) return { person: null, reason: 'sub or tenant is not a text of at most 255 characters' };
    const person = await this.identities.person(identity);
    if (person !== null) {
      return person.status === 'active' ? { person, by: 'link' } : { person: null, reason: 'the person is not active' };
    }
    if (!token.issuer.linkVerifiedEmail) return { person: null, reason: 'nobody is linked' };
    return this.byEmail(token.claims, identity);
  }

  private async byEmail(claims: JsonObject, identity: ForeignIdentity): Promise<PersonFound> {
    const nobody = (reason: string): PersonFound => ({ person: null, reason: `nobody is linked, and ${reason}` });
    // Where an issuer has tenants, each says of itself which addresses it has verified.
    if (identity.tenant !== '') return nobody('an e-mail address of a tenant links nobody');
    const { email, email_verified: verified } = claims;
    if (verified !== true) return nobody('email_verified is not true');
    // Lower case as addresses are stored; ASCII alone, since other alphabets fold into it.
    if (typeof email !== 'string' || !/^[\x21-\x7e]{3,320}$/.test(email)) return nobody('email is no address');
    const person = await this.users.findByEmail(email.toLowerCase());
    if (person === null || person.status !== 'active') return nobody('no active person has this e-mail address');
    // Whoever may say which issuers are believed would become one.
    if (person.roles.includes('owner')) return nobody('an owner is linked by owners alone');
    // An address that was given to somebody new: there they are another subject, here they must not become the old one.
    const taken = await this.identities.isAnother(person.id, identity);
    return taken ? nobody('the person is linked to another subject there') : { person, by: 'email' };
  }
}

function identityOf({ issuer, claims }: Known): ForeignIdentity | null {
  const { sub, tenant = '' } = claims as JsonObject;
  const fits = (text: unknown): text is string =>
    typeof text === 'string' && text.length <= 255 && !/[\p{Cc}\p{Cs}]/u.test(text);
  return fits(sub) && fits(tenant) ? { issuer: issuer.issuer, tenant, subject: sub } : null;
}

/** Without the subject, which may be an address: evidence outlives the person. */
function linkedEvent({ id }: User, { issuer, tenant }: ForeignIdentity): EvidenceEvent {
  return {
    kind: 'user.identity_linked',
    decision: 'done',
    sub: id,
    detail: { id, issuer, tenant, by: 'verified e-mail' },
  };
}
