import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { Administers } from '../../http/access.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import type { Caller } from '../../kernel/caller.js';
import { Problem } from '../../kernel/problem.js';
import { Changes, doneBy } from '../changes.store.js';
import { SessionStore } from '../sessions/session.store.js';
import { coverPerson } from '../users/reach.store.js';
import { UserRegister } from '../users/user-register.js';
import { SecondFactorStore } from './second-factor.store.js';
import { SecondFactors } from './second-factors.js';

const UserId = new PathId('user');

/** A person's second factor, for administrators, who learn whether there is one and can take it away; never a code. */
@Controller('api/v1/admin/users/:id/second-factor')
@Administers('credentials')
@Versioned('second_factors', { key: 'user_id', by: ['created_at AS enrolled_at'] })
export class SecondFactorAdminController {
  constructor(
    private readonly users: UserRegister,
    private readonly factors: SecondFactors,
    private readonly store: SecondFactorStore,
    private readonly sessions: SessionStore,
    private readonly changes: Changes,
  ) {}

  @Get()
  async read(@Param('id', UserId) id: string) {
    await this.users.require(id);
    const state = await this.factors.stateOf(id);
    return {
      enrolled: state !== null,
      enrolled_at: state?.since.toISOString() ?? null,
      recovery_codes_left: state?.codesLeft ?? 0,
    };
  }

  /** For somebody who has lost it. Whoever has found it may be signed in by it: every session of the person ends. */
  @Delete()
  @HttpCode(204)
  async reset(@Param('id', UserId) id: string, @TheCaller() caller: Caller): Promise<void> {
    await this.users.require(id);
    await this.changes.retrying(() =>
      this.changes.record(
        async (transaction) => {
          await coverPerson(transaction, caller, id);
          if (!(await this.store.delete(transaction, id))) throw Problem.notFound('second factor');
          return this.sessions.closeOfUser(transaction, id, 'second factor was reset');
        },
        (closed) => doneBy(caller, 'second_factor.reset', { id, closed }),
      ),
    );
  }
}
