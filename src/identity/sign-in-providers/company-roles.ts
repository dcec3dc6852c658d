import { Injectable } from '@nestjs/common';
import { NO_ROLE } from '../../kernel/scope-set.js';
import type { JsonObject } from '../../kernel/strict-json.js';
import { ChangedMeanwhile, Changes, type Transaction } from '../changes.store.js';
import { type ForeignIdentity, UserIdentityStore } from '../federation/user-identity.store.js';
import { ScopeCatalogue } from '../scopes/scope.catalogue.js';
import { SessionStore } from '../sessions/session.store.js';
import type { User } from '../users/user.entity.js';
import { UserStore } from '../users/user.store.js';
import type { SignInProvider } from './sign-in-provider.entity.js';
import { changedRoles, mappedRoles } from './sign-in-provider.rules.js';

/** Somebody whom a provider has signed in. */
interface RoleBearer {
  readonly person: User;
  readonly identity: ForeignIdentity;
  readonly provider: SignInProvider;
  readonly standing: (transaction: Transaction) => Promise<void>;
}

/** Gives people the roles that a provider's mapping has for them, and takes those that it has no longer. */
@Injectable()
export class CompanyRoles {
  constructor(
    private readonly users: UserStore,
    private readonly identities: UserIdentityStore,
    private readonly scopes: ScopeCatalogue,
    private readonly sessions: SessionStore,
    private readonly changes: Changes,
  ) {}

  /** The roles of the mapping, as far as they still exist and are any. */
  async mapped(provider: SignInProvider, claims: JsonObject): Promise<string[]> {
    const roles = mappedRoles(provider, claims);
    const known = await this.scopes.find(roles);
    return roles.filter((role) => role !== NO_ROLE && known.get(role)?.tier === 'user');
  }

  hold(transaction: Transaction, roles: readonly string[]): Promise<void> {
    return this.scopes.hold(transaction, roles);
  }

  /**
   * Whoever may do less than before loses what was opened in their name.
   * @param standing throws when the provider is not what it was, and else keeps it so until the transaction ends
   * @returns the person as they are now; null when no role is left to them
   * @throws ChangedMeanwhile, Problem 409 when the last administrator would be none afterwards
   */
  async bring({ person, identity, provider, standing }: RoleBearer, claims: JsonObject): Promise<User | null> {
    const before = await this.identities.grantedRoles(identity);
    const { roles, granted } = changedRoles(person.roles, before, await this.mapped(provider, claims));
    const some = roles.filter((role) => role !== NO_ROLE);
    const none = some.length === 0;
    const after = none ? [NO_ROLE] : some;
    const same = (a: readonly string[], b: readonly string[]): boolean => a.join(' ') === b.join(' ');
    if (same(after, person.roles) && same(granted, before)) return none ? null : person;
    const lost = person.roles.filter((role) => !after.includes(role));
    const gained = after.filter((role) => !person.roles.includes(role));
    const changed = await this.changes.record(
      async (transaction) => {
        await standing(transaction);
        await this.scopes.hold(transaction, after);
        const { email, name, groups, status } = person;
        const updated = await this.users.update(transaction, person, { email, name, groups, status, roles: after });
        // Without the link nobody would know that they are there because of it.
        if (!(await this.identities.grant(transaction, identity, granted))) throw new ChangedMeanwhile();
        if (lost.length > 0) await this.sessions.closeOfUser(transaction, person.id, 'user lost a role');
        return updated;
      },
      () => ({
        kind: 'user.roles_mapped',
        decision: 'done',
        sub: person.id,
        detail: { id: person.id, provider: provider.slug, gained, lost },
      }),
    );
    return none ? null : changed;
  }
}
