import { Controller, Delete, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Administers } from '../../http/access.js';
import { examined, JsonBody, type JsonFields } from '../../http/json-body.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import type { Caller } from '../../kernel/caller.js';
import { Problem } from '../../kernel/problem.js';
import { Changes, doneBy } from '../changes.store.js';
import { coverPerson } from '../users/reach.store.js';
import { PasswordHashRequest } from './password-hash.request.js';
import { PasswordStore } from './password.store.js';
import { SetupLinkStore } from './setup-link.store.js';
import { SetupLinks } from './setup-links.js';

const UserId = new PathId('user');

/** How people prove who they are, for administrators, who never get to know a password. */
@Controller('api/v1/admin/users/:id')
@Administers('credentials')
export class CredentialsAdminController {
  constructor(
    private readonly links: SetupLinks,
    private readonly linkStore: SetupLinkStore,
    private readonly passwords: PasswordStore,
    private readonly changes: Changes,
  ) {}

  /**
   * Make a link by which a person sets a password or makes a passkey. The answer is the only one that ever shows the
   * link.
   */
  @Post('setup-link')
  async issueLink(
    @Param('id', UserId) id: string,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ url: string; expires_at: string }> {
    const event = doneBy(caller, 'setup_link.issued', { id });
    const { url, expiresAt } = await this.links.issue(id, event, (transaction) => coverPerson(transaction, caller, id));
    response.set('cache-control', 'no-store');
    return { url, expires_at: expiresAt.toISOString() };
  }

  /** The hash that another system made is taken over; it is made anew when the person first signs in. */
  @Put('password')
  @HttpCode(204)
  async importHash(
    @Param('id', UserId) id: string,
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
  ): Promise<void> {
    const { value, wrong } = examined(PasswordHashRequest, body);
    wrong.refuse();
    await this.changes.retrying(() =>
      this.changes.record(
        async (transaction) => {
          if ((await this.linkStore.hold(transaction, id)) === null) throw Problem.notFound('user');
          await coverPerson(transaction, caller, id);
          await this.passwords.write(transaction, id, value.hash);
        },
        () => doneBy(caller, 'password.imported', { id }),
      ),
    );
  }

  /** The person cannot sign in by password any more, nor set one by a link that is already on its way. */
  @Delete('password')
  @HttpCode(204)
  async remove(@Param('id', UserId) id: string, @TheCaller() caller: Caller): Promise<void> {
    await this.changes.retrying(() =>
      this.changes.record(
        async (transaction) => {
          if ((await this.linkStore.hold(transaction, id)) === null) throw Problem.notFound('user');
          await coverPerson(transaction, caller, id);
          const links = await this.linkStore.deleteUnused(transaction, id);
          if (!(await this.passwords.delete(transaction, id)) && links === 0) throw Problem.notFound('password');
        },
        () => doneBy(caller, 'password.removed', { id }),
      ),
    );
  }
}
