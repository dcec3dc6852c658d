import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Administers, Narrowed } from '../../http/access.js';
import { type CsvRow, sendCsv } from '../../http/csv.js';
import {
  idFilter,
  ListQuery,
  type ListRequest,
  readFilters,
  textFilter,
  timeFilter,
  wordFilter,
} from '../../http/page-query.js';
import { TheCaller } from '../../http/the-caller.js';
import type { Caller } from '../../kernel/caller.js';
import { Clock } from '../../kernel/clock.js';
import { type Page, pageOf } from '../../kernel/page.js';
import { withinOf } from '../../kernel/within.js';
import { type AskedSecrets, SECRET_KINDS, SecretInventoryStore } from './secret-inventory.store.js';
import { INVENTORY_HEADER, inventoryRecord, inventoryView, type SecretInventoryView } from './secret.view.js';

const TABLE_PAGE = 500;
const NOBODY = '00000000-0000-0000-0000-000000000000';

const filters = {
  kind: wordFilter(...SECRET_KINDS),
  owner_id: idFilter,
  client_id: textFilter,
  due: (text: string): boolean => wordFilter('true', 'false')(text) === 'true',
  unused_since: timeFilter,
  expires_before: timeFilter,
};

/** Long-lived secrets of every kind, for administrators: how old they are, when they were used, and what is due. Never a value. */
@Controller('api/v1/admin/secrets')
@Administers('secrets')
@Narrowed()
export class SecretsAdminController {
  constructor(
    private readonly inventory: SecretInventoryStore,
    private readonly clock: Clock,
  ) {}

  /** In an order that stays. */
  @Get()
  async list(
    @ListQuery(filters) { page, filters }: ListRequest<AskedSecrets>,
    @TheCaller() caller: Caller,
  ): Promise<Page<SecretInventoryView>> {
    const rows = await this.inventory.page(within(filters, caller), page.after, page.limit + 1);
    const now = this.clock.now();
    return pageOf(
      rows,
      page.limit,
      ({ position }) => position,
      (row) => inventoryView(row, now),
    );
  }

  /** List all secrets as a table (RFC 4180). */
  @Get('inventory.csv')
  async table(
    @Query() query: Record<string, unknown>,
    @TheCaller() caller: Caller,
    @Res() response: Response,
  ): Promise<void> {
    response.set('content-disposition', 'attachment; filename="secrets.csv"');
    await sendCsv(response, INVENTORY_HEADER, this.records(within(readFilters(query, filters), caller)));
  }

  private async *records(asked: AskedSecrets): AsyncGenerator<CsvRow> {
    const now = this.clock.now();
    for (let after: string | null = null; ;) {
      const rows = await this.inventory.page(asked, after, TABLE_PAGE);
      for (const row of rows) yield inventoryRecord(inventoryView(row, now));
      if (rows.length < TABLE_PAGE) return;
      after = rows.at(-1)?.position ?? null;
    }
  }
}

/** Whoever does not reach everybody's is shown what is their own, whatever they ask for. */
function within(asked: AskedSecrets, caller: Caller): AskedSecrets {
  const reached = withinOf(caller);
  return reached === null ? asked : { ...asked, owner_id: reached.ownerId ?? NOBODY };
}
