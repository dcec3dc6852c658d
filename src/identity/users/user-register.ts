import { Injectable } from '@nestjs/common';
import { examined, type JsonFields } from '../../http/json-body.js';
import type { Caller } from '../../kernel/caller.js';
import { Problem } from '../../kernel/problem.js';
import { requireCover, withinOf } from '../../kernel/within.js';
import { changedNames, Changes, changeKind, doneBy, type Transaction } from '../changes.store.js';
import { ClientStore } from '../clients/client.store.js';
import { ScopeCatalogue } from '../scopes/scope.catalogue.js';
import { SessionStore } from '../sessions/session.store.js';
import type { User } from './user.entity.js';
import { UserRequest } from './user.request.js';
import { type UserFields, UserStore } from './user.store.js';
import { userFields } from './user.view.js';

const conflicts = {
  users_email: Problem.conflict('There is a user with this e-mail address.', [
    { pointer: '/email', detail: 'belongs to another user' },
  ]),
};

/** Writes people down, changes and removes them; whoever may no longer act loses every session. */
@Injectable()
export class UserRegister {
  constructor(
    private readonly changes: Changes,
    private readonly users: UserStore,
    private readonly scopes: ScopeCatalogue,
    private readonly clients: ClientStore,
    private readonly sessions: SessionStore,
  ) {}

  /** @throws Problem 404 */
  async require(id: string): Promise<User> {
    return required(await this.users.find(id));
  }

  /** @throws Problem 404, also for somebody beyond the caller's reach */
  async requireWithin(id: string, caller: Caller): Promise<User> {
    return required(await this.users.findWithin(id, withinOf(caller)));
  }

  /** @throws Problem 400 naming every wrong field, 403 for roles that the caller cannot give, 409 when the address is taken */
  create(body: JsonFields, caller: Caller): Promise<User> {
    return this.changes.retrying(async () => {
      const fields = await this.checked(body);
      return this.changes.record(
        async (transaction) => {
          requireCover(caller, fields.roles);
          await this.scopes.hold(transaction, fields.roles);
          return this.users.insert(transaction, fields);
        },
        (user) => doneBy(caller, 'user.created', { id: user.id }),
        conflicts,
      );
    });
  }

  /** @throws Problem 400 naming every wrong field of the result, 403 for roles that the caller has not, 404, 409 for a taken address and the last owner */
  async change(id: string, body: JsonFields, caller: Caller): Promise<User> {
    const clientIds = await this.clients.idsOfOwner(id);
    return this.changes.retrying(async () => {
      const before = await this.require(id);
      const fields = await this.checked({ ...userFields(before), ...body });
      const changed = changedNames(userFields(before), userFields(fields));
      if (changed.length === 0) return before;
      return this.changes.record(
        async (transaction) => {
          requireCover(caller, [...before.roles, ...fields.roles]);
          await this.scopes.hold(transaction, fields.roles);
          const after = await this.users.update(transaction, before, fields);
          await this.endActs(transaction, before, after, clientIds);
          return after;
        },
        () => doneBy(caller, `user.${changeKind(before, fields)}`, { id, changed }),
        conflicts,
      );
    });
  }

  /** What was opened in the name of somebody who may no longer act, or may do less, ends. */
  private async endActs(transaction: Transaction, before: User, after: User, clientIds: string[]): Promise<void> {
    // Being activated counts: what was minted just while the person was deactivated must not come to life.
    const turned = after.status !== before.status;
    const lost = before.roles.some((role) => !after.roles.includes(role));
    if (!turned && !lost) return;
    const reason = turned ? `user ${changeKind(before, after)}` : 'user lost a role';
    await this.sessions.closeOfUser(transaction, after.id, reason);
    if (turned) await this.sessions.closeOfClients(transaction, clientIds, reason);
  }

  /** @throws Problem 403 for roles that the caller has not, 404, 409 for the last owner */
  async remove(id: string, caller: Caller): Promise<void> {
    const clientIds = await this.clients.idsOfOwner(id);
    await this.changes.retrying(() =>
      this.changes.record(
        async (transaction) => {
          const user = required(await this.users.holdForRemoval(transaction, id));
          requireCover(caller, user.roles);
          await this.clients.deactivateOfOwner(transaction, id);
          await this.users.delete(transaction, user);
          const own = await this.sessions.closeOfUser(transaction, id, 'user deleted');
          return own + (await this.sessions.closeOfClients(transaction, clientIds, 'user deleted'));
        },
        (closed) => doneBy(caller, 'user.deleted', { id, closed, clients: clientIds.length }),
      ),
    );
  }

  private async checked(body: JsonFields): Promise<UserFields> {
    const { value, wrong } = examined(UserRequest, body);
    if (!wrong.has('roles')) {
      const fault = await this.scopes.fault(value.roles, 'user');
      if (fault !== null) wrong.add('roles', fault);
    }
    wrong.refuse();
    const { email, name, roles, groups, status } = value;
    return { email, name, roles: [...new Set(roles)], groups: [...new Set(groups)], status };
  }
}

function required(user: User | null): User {
  if (user === null) throw Problem.notFound('user');
  return user;
}
