import { Injectable } from '@nestjs/common';
import { Evidence } from '../audit/evidence.contract.js';
import { contextOf } from '../http/request-context.js';
import { Challenge } from '../kernel/challenge.js';
import { Log } from '../kernel/log.js';
import { Problem } from '../kernel/problem.js';
import { who } from './evidence-of-call.js';
import type { Admission, Dialled, GateRequest } from './gate-request.js';

/** Tells of requests that do not come past the gate: of strangers the log, of known callers evidence as well. */
@Injectable()
export class GateRefusals {
  constructor(
    private readonly evidence: Evidence,
    private readonly log: Log,
  ) {}

  /** Before anything of the request is read: which call it would have been, nobody knows. */
  async known(admission: Admission, reason: string): Promise<void> {
    await this.evidence.record({ kind: 'gate.refused', decision: 'deny', reason, ...who(admission) });
  }

  tell(request: GateRequest, dialled: Dialled, error: unknown): void {
    const status = error instanceof Challenge || error instanceof Problem ? error.status : undefined;
    const fields = { server: dialled.name, status, trace_id: contextOf(request).traceparent.split('-')[1] };
    if (error instanceof Challenge && error.parameters.error === undefined) this.log.info('gate.challenged', fields);
    else this.log.info('gate.refused', { ...fields, cause: error instanceof Error ? error.message : String(error) });
  }
}
