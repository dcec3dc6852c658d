import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Administers } from '../http/access.js';
import { Takes } from '../http/page-query.js';
import { TheCaller } from '../http/the-caller.js';
import type { Caller } from '../kernel/caller.js';
import type { Page } from '../kernel/page.js';
import { Problem } from '../kernel/problem.js';
import { KeyList } from './key-list.js';
import { KeyRotation } from './key-rotation.js';
import type { SigningKeyView } from './signing-key.view.js';

/** What administrators may see and do about signing keys. */
@Controller('api/v1/admin/keys')
@Administers('keys')
export class KeysAdminController {
  constructor(
    private readonly list: KeyList,
    private readonly rotation: KeyRotation,
  ) {}

  @Get()
  page(): Promise<Page<SigningKeyView>> {
    return this.list.page();
  }

  @Get(':kid')
  async read(@Param('kid') kid: string): Promise<SigningKeyView> {
    const key = (await this.list.page()).items.find((one) => one.kid === kid);
    if (key === undefined) throw Problem.notFound('key');
    return key;
  }

  /** Rotate the signing keys now. 409 while the next keys are too young, unless `?force=true`. */
  @Post('rotate')
  @HttpCode(200)
  @Takes('force')
  async rotate(@TheCaller() by: Caller, @Query('force') force: unknown = 'false'): Promise<Page<SigningKeyView>> {
    if (force !== 'true' && force !== 'false') {
      throw Problem.invalid([{ pointer: 'force', detail: 'must be true or false' }]);
    }
    await this.rotation.rotate('administrator', { force: force === 'true', by });
    return this.list.page();
  }
}
