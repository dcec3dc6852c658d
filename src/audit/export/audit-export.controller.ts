import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { canonicalize } from 'json-canonicalize';
import { Administers } from '../../http/access.js';
import { readFilters, timeFilter } from '../../http/page-query.js';
import { sendStreamed } from '../../http/streamed-answer.js';
import { PathId } from '../../http/path-id.js';
import { Problem } from '../../kernel/problem.js';
import { EvidenceExport } from './evidence-export.js';

const NDJSON = 'application/x-ndjson';

/** Evidence to take away: it proves itself, with the public keys alone. */
@Controller('api/v1/admin/audit')
@Administers('audit')
export class AuditExportController {
  constructor(private readonly evidence: EvidenceExport) {}

  /**
   * Export evidence that proves itself. Whole checkpoints from a time to a time, as lines of JSON; a checkpoint closes
   * it, so that a cut end shows.
   */
  @Get('export')
  async export(@Query() query: Record<string, unknown>, @Res() response: Response): Promise<void> {
    const { from = null, to = null } = readFilters(query, { from: timeFilter, to: timeFilter });
    // Once it has begun nothing can be said but by cutting it off, which the missing checkpoint tells of.
    await sendStreamed(response, { 'content-type': NDJSON }, this.evidence.lines({ from, to }));
  }

  /** Show the proof of one receipt. That it is in a checkpoint, without any other receipt. */
  @Get(':id/proof')
  async proof(@Param('id', new PathId('receipt')) id: string, @Res() response: Response): Promise<void> {
    const proof = await this.evidence.proof(id);
    if (proof === null) throw Problem.notFound('receipt');
    response.status(200).set({ 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(canonicalize(proof));
  }
}
