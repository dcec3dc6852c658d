import { Injectable } from '@nestjs/common';
import type { JsonObject } from '../../kernel/strict-json.js';
import { ChangedMeanwhile, Changes, type Transaction } from '../changes.store.js';
import { type ForeignIdentity, UserIdentityStore } from '../federation/user-identity.store.js';
import type { User } from '../users/user.entity.js';
import { UserStore } from '../users/user.store.js';
import { CompanyRoles } from './company-roles.js';
import type { SignInProvider } from './sign-in-provider.entity.js';
import { type VerifiedAddress, verifiedAddress } from './sign-in-provider.rules.js';
import { SignInProviderStore } from './sign-in-provider.store.js';

/** Why a person whom a provider speaks for is not let in. */
export type NotAdmitted = 'malformed' | 'domain' | 'inactive' | 'unknown' | 'taken' | 'no_roles' | 'changed';

/** Somebody whom a provider speaks for. */
export interface AdmittedPerson {
  readonly person: User;
  readonly identity: ForeignIdentity;
  readonly provider: SignInProvider;
}

/** Thrown to undo what a provider no longer stands behind as it did when the person was sent to it. */
class ProviderChanged extends Error {}

/** Whoever else wrote one of these at the same moment has decided: look again. */
const conflicts = { users_email: new ChangedMeanwhile(), user_identities_one: new ChangedMeanwhile() };

/**
 * Finds whom of our people a provider has signed in: by what it calls them, else by a verified e-mail address of its own
 * domains where the policy says so, else as a new person where it may bring some.
 */
@Injectable()
export class CompanyPeople {
  constructor(
    private readonly users: UserStore,
    private readonly identities: UserIdentityStore,
    private readonly providers: SignInProviderStore,
    private readonly roles: CompanyRoles,
    private readonly changes: Changes,
  ) {}

  /** @param claims verified @throws Problem 409 when the last administrator would be none afterwards */
  async admit(provider: SignInProvider, claims: JsonObject): Promise<AdmittedPerson | NotAdmitted> {
    try {
      return await this.changes.retrying(() => this.found(provider, claims));
    } catch (error) {
      if (error instanceof ProviderChanged) return 'changed';
      throw error;
    }
  }

  private async found(provider: SignInProvider, claims: JsonObject): Promise<AdmittedPerson | NotAdmitted> {
    const identity = identityOf(provider, claims);
    if (identity === null) return 'malformed';
    const address = verifiedAddress(claims);
    if (!isOfProvider(provider, address)) return 'domain';
    const linked = await this.identities.person(identity);
    if (linked !== null) return this.known({ person: linked, identity, provider }, claims);
    // Where an issuer has tenants, each says of itself which addresses it has verified.
    if (address === null || identity.tenant !== '') return 'unknown';
    return this.unlinked(provider, identity, { address, claims });
  }

  /** Whether all that let the person in still stands, and stays so until the transaction ends. */
  async hold(transaction: Transaction, { person, identity, provider }: AdmittedPerson): Promise<boolean> {
    return (
      (await this.providers.holdUnchanged(transaction, provider)) &&
      (await this.users.holdUnchanged(transaction, person)) &&
      (await this.identities.hold(transaction, person.id, identity))
    );
  }

  private async unlinked(
    provider: SignInProvider,
    identity: ForeignIdentity,
    { address, claims }: { readonly address: VerifiedAddress; readonly claims: JsonObject },
  ): Promise<AdmittedPerson | NotAdmitted> {
    const person = await this.users.findByEmail(address.email);
    if (person === null)
      return provider.createPeople ? this.created(provider, identity, { address, claims }) : 'unknown';
    if (person.status !== 'active') return 'inactive';
    // An address that was given to somebody new: there they are another subject, here they must not become the old one.
    if (!provider.linkVerifiedEmail || (await this.identities.isAnother(person.id, identity))) return 'taken';
    await this.changes.record(
      async (transaction) => {
        await this.require(transaction, provider);
        return this.identities.insertFound(transaction, person, identity);
      },
      (linked) => (linked ? event('user.identity_linked', person.id, identity, 'verified e-mail') : null),
    );
    // Whoever came first has decided.
    const linked = await this.identities.person(identity);
    return linked === null ? 'taken' : this.known({ person: linked, identity, provider }, claims);
  }

  private async known(admitted: AdmittedPerson, claims: JsonObject): Promise<AdmittedPerson | NotAdmitted> {
    if (admitted.person.status !== 'active') return 'inactive';
    const standing = (transaction: Transaction): Promise<void> => this.require(transaction, admitted.provider);
    const person = await this.roles.bring({ ...admitted, standing }, claims);
    return person === null ? 'no_roles' : { ...admitted, person };
  }

  private async created(
    provider: SignInProvider,
    identity: ForeignIdentity,
    { address, claims }: { readonly address: VerifiedAddress; readonly claims: JsonObject },
  ): Promise<AdmittedPerson | NotAdmitted> {
    const roles = await this.roles.mapped(provider, claims);
    if (roles.length === 0) return 'no_roles';
    const person = await this.changes.record(
      async (transaction) => {
        await this.require(transaction, provider);
        await this.roles.hold(transaction, roles);
        const { email } = address;
        const fields = { email, name: nameIn(claims, email), roles, groups: [], status: 'active' } as const;
        const user = await this.users.insert(transaction, { ...fields, groups: [] });
        await this.identities.insert(transaction, user.id, identity, roles);
        return user;
      },
      ({ id }) => event('user.created', id, identity, `sign-in by ${provider.slug}`),
      conflicts,
    );
    return { person, identity, provider };
  }

  /** A provider's answer takes seconds to come: by then it may be switched off, or its rules may be others. */
  private async require(transaction: Transaction, provider: SignInProvider): Promise<void> {
    if (!(await this.providers.holdUnchanged(transaction, provider))) throw new ProviderChanged();
  }
}

function isOfProvider({ emailDomains }: SignInProvider, address: VerifiedAddress | null): boolean {
  return emailDomains.length === 0 || (address !== null && emailDomains.includes(address.domain));
}

function identityOf({ issuer }: SignInProvider, { sub, tenant = '' }: JsonObject): ForeignIdentity | null {
  const fits = (text: unknown, least: number): text is string =>
    typeof text === 'string' && text.length >= least && text.length <= 255 && !/[\p{Cc}\p{Cs}]/u.test(text);
  return fits(sub, 1) && fits(tenant, 0) ? { issuer, tenant, subject: sub } : null;
}

/** What people read in lists; nothing that could pass for something else there. */
function nameIn({ name }: JsonObject, email: string): string {
  const given = typeof name === 'string' ? name.trim() : '';
  const isPlain = given !== '' && [...given].length <= 200 && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(given);
  return isPlain ? given : email.slice(0, email.indexOf('@'));
}

/** Without the subject, which may be an address: evidence outlives the person. */
function event(kind: string, id: string, { issuer, tenant }: ForeignIdentity, by: string) {
  return { kind, decision: 'done', sub: id, detail: { id, issuer, tenant, by } } as const;
}
