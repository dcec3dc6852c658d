import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Evidence } from '../audit/evidence.contract.js';
import { uuidv7 } from '../kernel/uuid-v7.js';
import { Clock } from '../kernel/clock.js';
import { Problem } from '../kernel/problem.js';
import type { RpcBody, RpcMessage } from '../kernel/rpc-message.js';
import { stringifyStrictJson } from '../kernel/strict-json.js';
import { Policy, type PolicyDecision } from '../policy/policy.contract.js';
import { readRpcBody } from './rpc-body.js';
import type { Admission, GateRequest } from './gate-request.js';
import { Relay } from './relay.js';
import { refuseMessage, RpcRefused } from './rpc-refusal.js';

const methods: Readonly<Record<string, readonly string[]>> = { mcp: ['GET', 'POST', 'DELETE'], a2a: ['POST'] };
const LARGEST_REQUEST = 4 * 1024 * 1024;

/** The walk of an admitted call: parse once, decide on that value, record, send that value on. */
@Injectable()
export class GateCall {
  constructor(
    private readonly policy: Policy,
    private readonly evidence: Evidence,
    private readonly relay: Relay,
    private readonly clock: Clock,
  ) {}

  async answer(admission: Admission, request: GateRequest, response: Response): Promise<void> {
    const allowed = methods[admission.upstream.kind] ?? [];
    if (!allowed.includes(request.method)) {
      throw new Problem(405, `${request.method} is not a method of this server.`, [], { allow: allowed.join(', ') });
    }
    const limit = admission.upstream.limits.request_bytes ?? LARGEST_REQUEST;
    try {
      const body = request.method === 'POST' ? await readRpcBody(request, limit) : null;
      const txn = uuidv7(this.clock.now());
      await this.decide(admission, body, txn, request.method);
      const text = body === null ? undefined : stringifyStrictJson(serialised(body));
      await this.relay.forward({ admission, txn, body: text }, request, response);
    } catch (error) {
      if (!(error instanceof RpcRefused)) throw error;
      refuseMessage(response, error);
    }
  }

  /** Every message of the request is decided and recorded; one that is denied refuses the request whole. */
  private async decide(admission: Admission, body: RpcBody | null, txn: string, method: string): Promise<void> {
    const messages: readonly (RpcMessage | null)[] = body?.messages ?? [null];
    const decisions = messages.map((message) => ({ message, ...this.policy.decide({ ...admission, message }) }));
    const ids = await this.evidence.record(
      ...decisions.map(({ message, decision, reason }) => ({
        kind: 'gate.call',
        decision,
        reason,
        ...who(admission),
        txn,
        upstream: admission.upstream.name,
        tool: message?.name,
        detail: { method: message?.method ?? message?.kind ?? method },
      })),
    );
    const denied = decisions.findIndex(({ decision }) => decision === 'deny');
    if (denied >= 0) refuse(decisions[denied] as PolicyDecision & { message: RpcMessage | null }, ids[denied] ?? '');
  }
}

function refuse({ message, reason }: PolicyDecision & { message: RpcMessage | null }, evidenceId: string): never {
  if (message?.kind === 'request') {
    throw new RpcRefused(200, message.id, -32003, `Denied by policy: ${reason}`, { reason, evidence_id: evidenceId });
  }
  throw new Problem(403, `Denied by policy: ${reason} (evidence ${evidenceId})`);
}

function who({ caller }: Admission) {
  const { sub, act, client_id, sid } = caller.claims;
  return { sub, ...(act === undefined ? {} : { act }), clientId: client_id, sid };
}

function serialised(body: RpcBody) {
  const raws = body.messages.map(({ raw }) => raw);
  return body.batch ? raws : (raws[0] ?? null);
}
