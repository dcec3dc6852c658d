import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { Administers } from '../../http/access.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import type { Caller } from '../../kernel/caller.js';
import type { Page } from '../../kernel/page.js';
import { Problem } from '../../kernel/problem.js';
import { doneBy } from '../changes.store.js';
import { coverPerson } from '../users/reach.store.js';
import { UserStore } from '../users/user.store.js';
import { PasskeyRegister } from './passkey-register.js';
import { passkeyView } from './passkey.view.js';

const UserId = new PathId('user');

/** Passkeys of people, for administrators: which there are, and to end one. Nobody makes one for somebody else. */
@Controller('api/v1/admin/users/:id/passkeys')
@Administers('credentials')
@Versioned('passkeys', { param: 'passkey', by: ['created_at', 'name'] })
export class PasskeysAdminController {
  constructor(
    private readonly register: PasskeyRegister,
    private readonly users: UserStore,
  ) {}

  /** All on one page: a person has few. */
  @Get()
  async list(@Param('id', UserId) id: string): Promise<Page<ReturnType<typeof passkeyView>>> {
    if ((await this.users.find(id)) === null) throw Problem.notFound('user');
    return { items: (await this.register.list(id)).map(passkeyView), next: null };
  }

  @Get(':passkey')
  async read(
    @Param('id', UserId) id: string,
    @Param('passkey', new PathId('passkey')) passkey: string,
  ): Promise<ReturnType<typeof passkeyView>> {
    const found = (await this.register.list(id)).find((one) => one.id === passkey);
    if (found === undefined) throw Problem.notFound('passkey');
    return passkeyView(found);
  }

  /** Also the last one: the person needs a setup link then. */
  @Delete(':passkey')
  @HttpCode(204)
  async remove(
    @Param('id', UserId) id: string,
    @Param('passkey', new PathId('passkey')) passkey: string,
    @TheCaller() caller: Caller,
  ): Promise<void> {
    const event = (kind: string, detail: Readonly<Record<string, unknown>>) => doneBy(caller, kind, detail);
    const outcome = await this.register.remove(id, passkey, {
      event,
      sessionId: null,
      keepsOneWay: false,
      hold: (transaction) => coverPerson(transaction, caller, id),
    });
    if (outcome !== 'removed') throw Problem.notFound('passkey');
  }
}
