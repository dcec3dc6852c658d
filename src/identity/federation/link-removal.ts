import { Injectable } from '@nestjs/common';
import type { Caller } from '../../kernel/caller.js';
import { Problem } from '../../kernel/problem.js';
import { NO_ROLE } from '../../kernel/scope-set.js';
import { ChangedMeanwhile, Changes, doneBy, type Transaction } from '../changes.store.js';
import { SessionStore } from '../sessions/session.store.js';
import { WebSessionStore } from '../sessions/web-session.store.js';
import { coverPerson } from '../users/reach.store.js';
import { UserStore } from '../users/user.store.js';
import type { UserIdentity } from './user-identity.entity.js';
import { UserIdentityStore } from './user-identity.store.js';

/** Takes links of people to other issuers away, with all that was there because of them. */
@Injectable()
export class LinkRemoval {
  constructor(
    private readonly changes: Changes,
    private readonly identities: UserIdentityStore,
    private readonly users: UserStore,
    private readonly web: WebSessionStore,
    private readonly sessions: SessionStore,
  ) {}

  /**
   * Whoever came by the link is signed out, and roles that it gave go with it: linked anew, the person would keep them for good.
   * @throws Problem 404, 409 when the last administrator would be none afterwards
   */
  async remove(userId: string, id: string, caller: Caller): Promise<void> {
    await this.changes.retrying(async () => {
      const link = await this.identities.find(userId, id);
      if (link === null) throw Problem.notFound('identity');
      await this.changes.record(
        async (transaction) => {
          await coverPerson(transaction, caller, userId);
          // The person before the link, as whoever brings roles does: else the two could wait for each other.
          const lost = await this.takeRoles(transaction, link);
          if (!(await this.identities.delete(transaction, link))) throw new ChangedMeanwhile();
          await this.signOut(transaction, link, lost.length > 0);
          return lost;
        },
        (lost) => doneBy(caller, 'user.identity_unlinked', { id: userId, identity_id: id, lost }),
      );
    });
  }

  /** @returns those that the person had because of the link */
  private async takeRoles(transaction: Transaction, { userId, grantedRoles }: UserIdentity): Promise<string[]> {
    const person = await this.users.find(userId);
    if (person === null) throw new ChangedMeanwhile();
    const lost = person.roles.filter((role) => grantedRoles.includes(role));
    if (lost.length === 0) return [];
    const left = person.roles.filter((role) => !lost.includes(role));
    const { email, name, groups, status } = person;
    const roles = left.length === 0 ? [NO_ROLE] : left;
    await this.users.update(transaction, person, { email, name, groups, status, roles });
    return lost;
  }

  /** @param all whether the person may do less than before */
  private async signOut(transaction: Transaction, link: UserIdentity, all: boolean): Promise<void> {
    if (all) await this.sessions.closeOfUser(transaction, link.userId, 'user lost a role');
    for (const id of await this.web.ofLink(transaction, link)) {
      await this.sessions.close(transaction, id, 'the person is no longer linked');
    }
  }
}
