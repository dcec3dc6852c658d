import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { Administers } from '../../http/access.js';
import { idFilter, ListQuery, type ListRequest, textFilter } from '../../http/page-query.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import type { Caller } from '../../kernel/caller.js';
import { type Page, pageOf } from '../../kernel/page.js';
import { Problem } from '../../kernel/problem.js';
import { doneBy } from '../changes.store.js';
import { ConsentStore, type ListedConsent } from './consent.store.js';
import { consentView } from './consent.view.js';
import { Consents } from './consents.js';

type ConsentView = ReturnType<typeof consentView>;

const filters = { user_id: idFilter, client_id: textFilter };

/** What people agreed to, for administrators: to see it, and to end it. */
@Controller('api/v1/admin/consents')
@Administers('consents')
@Versioned('consents')
export class ConsentsAdminController {
  constructor(
    private readonly store: ConsentStore,
    private readonly consents: Consents,
  ) {}

  @Get()
  async list(
    @ListQuery(filters) { page, filters }: ListRequest<{ user_id?: string; client_id?: string }>,
  ): Promise<Page<ConsentView>> {
    return pageOf(await this.store.list(page, filters), page.limit, ({ id }) => id, consentView);
  }

  @Get(':id')
  async read(@Param('id', new PathId('consent')) id: string): Promise<ConsentView> {
    return consentView(await this.require(id));
  }

  /** Sessions that were opened by it end. */
  @Delete(':id')
  @HttpCode(204)
  async withdraw(@Param('id', new PathId('consent')) id: string, @TheCaller() caller: Caller): Promise<void> {
    await this.consents.withdraw(await this.require(id), (detail) => doneBy(caller, 'consent.withdrawn', detail));
  }

  private async require(id: string): Promise<ListedConsent> {
    const consent = await this.store.find(id);
    if (consent === null) throw Problem.notFound('consent');
    return consent;
  }
}
