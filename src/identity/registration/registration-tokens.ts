import { Injectable } from '@nestjs/common';
import { examined, type JsonFields } from '../../http/json-body.js';
import type { Caller } from '../../kernel/caller.js';
import { Clock } from '../../kernel/clock.js';
import { Problem } from '../../kernel/problem.js';
import { Changes, doneBy } from '../changes.store.js';
import { coverPerson } from '../users/reach.store.js';
import { UserStore } from '../users/user.store.js';
import type { RegistrationToken } from './registration-token.entity.js';
import { RegistrationTokenRequest } from './registration-token.request.js';
import { RegistrationTokenStore } from './registration-token.store.js';

/** Between the check and the write the owner was deleted. */
const conflicts = {
  registration_tokens_owner: Problem.invalid([{ pointer: '/owner_id', detail: 'is not the id of a user' }]),
};

/** Lets others register clients, so many and until then. */
@Injectable()
export class RegistrationTokens {
  constructor(
    private readonly changes: Changes,
    private readonly store: RegistrationTokenStore,
    private readonly users: UserStore,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 400 naming every wrong field */
  async create(body: JsonFields, caller: Caller): Promise<{ readonly row: RegistrationToken; readonly text: string }> {
    const { value, wrong } = examined(RegistrationTokenRequest, body);
    const ownerId = value.owner_id ?? null;
    if (!wrong.has('owner_id') && ownerId !== null) {
      const owner = await this.users.find(ownerId);
      if (owner?.status !== 'active') wrong.add('owner_id', 'is not the id of an active user');
    }
    const expiresAt = new Date(value.expires_at);
    if (!wrong.has('expires_at') && expiresAt.getTime() <= this.clock.now()) wrong.add('expires_at', 'is over');
    wrong.refuse();
    const fields = { name: value.name, ownerId, usesLeft: value.uses, expiresAt };
    return this.changes.record(
      async (transaction) => {
        // What registers by it acts in the owner's name.
        if (ownerId !== null) await coverPerson(transaction, caller, ownerId);
        return this.store.insert(transaction, fields);
      },
      ({ row }) => doneBy(caller, 'registration_token.created', { id: row.id, uses: row.usesLeft, owner_id: ownerId }),
      conflicts,
    );
  }

  /** What it has registered stays. @throws Problem 404 */
  async remove(id: string, caller: Caller): Promise<void> {
    await this.changes.record(
      async (transaction) => {
        if (!(await this.store.delete(transaction, id))) throw Problem.notFound('registration token');
      },
      () => doneBy(caller, 'registration_token.deleted', { id }),
    );
  }
}
