import { Injectable } from '@nestjs/common';
import { AccessDenials } from '../http/access.js';
import type { Caller } from '../kernel/caller.js';
import { Evidence } from './evidence.contract.js';

/** Refusals of callers who are known and may not do what they ask for, as evidence. */
@Injectable()
export class RecordedDenials extends AccessDenials {
  constructor(private readonly evidence: Evidence) {
    super();
  }

  async record({ claims, lineage: { txn, ancestors } }: Caller, reason: string, asked: string): Promise<void> {
    const { sub, act, client_id: clientId, sid } = claims;
    const by = { sub, ...(act === undefined ? {} : { act }), clientId, sid, ancestors, txn };
    await this.evidence.record({ kind: 'access.refused', decision: 'deny', reason, ...by, detail: { asked } });
  }
}
