import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Administers } from '../../http/access.js';
import {
  idFilter,
  ListQuery,
  type ListRequest,
  readFilters,
  textFilter,
  timeFilter,
  wordFilter,
} from '../../http/page-query.js';
import { sendStreamed } from '../../http/streamed-answer.js';
import { PathId } from '../../http/path-id.js';
import { type Page, pageOf } from '../../kernel/page.js';
import { Problem } from '../../kernel/problem.js';
import { type AskedReceipts, ReceiptQuestions } from './receipt-questions.js';
import { ReceiptSearch } from './receipt-search.contract.js';
import { RECEIPT_HEADER, receiptLine, receiptView } from './receipt.view.js';

type View = ReturnType<typeof receiptView>;

const filters = {
  sub: textFilter,
  agent: textFilter,
  client_id: textFilter,
  sid: idFilter,
  tree: idFilter,
  txn: textFilter,
  upstream: textFilter,
  tool: textFilter,
  kind: textFilter,
  decision: wordFilter('allow', 'deny', 'done'),
  rule: textFilter,
  reason: textFilter,
  from: timeFilter,
  to: timeFilter,
};

/** What was decided, for administrators who look for it. What proves itself is the export's. */
@Controller('api/v1/admin/audit')
@Administers('audit')
export class AuditSearchController {
  constructor(
    private readonly questions: ReceiptQuestions,
    private readonly receipts: ReceiptSearch,
  ) {}

  /**
   * Search receipts, the newest first. What is recorded meanwhile moves no page: whoever follows `next` meets no receipt
   * twice, and every one that was there when the first page was read.
   */
  @Get()
  async list(@ListQuery(filters) { page, filters }: ListRequest<AskedReceipts>): Promise<Page<View>> {
    const found = await this.receipts.page(await this.questions.of(filters), page.after, page.limit + 1);
    return pageOf(found, page.limit, ({ id }) => id, receiptView);
  }

  /** Search receipts, and take all of them as lines of JSON. */
  @Get('search.ndjson')
  async lines(@Query() query: Record<string, unknown>, @Res() response: Response): Promise<void> {
    const lines = this.all(query, '', (receipt) => `${JSON.stringify(receiptView(receipt))}\n`);
    await streamed(lines, response, 'application/x-ndjson', 'evidence.ndjson');
  }

  /** Search receipts, and take all of them as a table (RFC 4180) that no spreadsheet takes for formulas. */
  @Get('search.csv')
  async table(@Query() query: Record<string, unknown>, @Res() response: Response): Promise<void> {
    const lines = this.all(query, RECEIPT_HEADER, receiptLine);
    await streamed(lines, response, 'text/csv; charset=utf-8; header=present', 'evidence.csv');
  }

  /** What proves itself is the export's. */
  @Get(':id')
  async read(@Param('id', new PathId('receipt')) id: string): Promise<View> {
    const receipt = await this.receipts.find(id);
    if (receipt === null) throw Problem.notFound('receipt');
    return receiptView(receipt);
  }

  private async *all(
    query: Record<string, unknown>,
    header: string,
    line: (receipt: Parameters<typeof receiptView>[0]) => string,
  ): AsyncGenerator<string> {
    const found = this.questions.all(await this.questions.of(readFilters(query, filters)));
    let chunk = header;
    for await (const page of found) {
      yield chunk + page.map(line).join('');
      chunk = '';
    }
  }
}

function streamed(lines: AsyncGenerator<string>, response: Response, type: string, name: string): Promise<void> {
  const headers = { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` };
  return sendStreamed(response, headers, lines);
}
