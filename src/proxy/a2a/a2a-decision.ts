import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { a2aOperation } from '../../kernel/a2a-operation.js';
import { spenderOf } from '../../kernel/caller.js';
import type { RpcMessage } from '../../kernel/rpc-message.js';
import { BodyBudget } from '../body-budget.js';
import { GateDecision } from '../gate-decision.js';
import type { Admission, GateRequest } from '../gate-request.js';
import { RpcRefused } from '../rpc-refusal.js';
import { StillAdmitted } from '../still-admitted.js';
import { oddlySpelled } from './params.rules.js';
import { PushVetting } from './push-vetting.js';

/** Bytes. */
const LARGEST_REQUEST = 4 * 1024 * 1024;

/** What both bindings do with a call before it is sent on: read, vet, decide and record, while there is room for it. */
@Injectable()
export class A2aDecision {
  constructor(
    private readonly budget: BodyBudget,
    private readonly admitted: StillAdmitted,
    private readonly push: PushVetting,
    private readonly decision: GateDecision,
    private readonly clock: Clock,
  ) {}

  /**
   * @param read gives the message of the request, and what of it is sent on
   * @returns what `read` gave, and the receipt
   * @throws RpcRefused for a call that is denied or cannot be read
   */
  async make<T extends { readonly message: RpcMessage }>(
    admission: Admission,
    request: GateRequest,
    read: (limit: number) => Promise<T>,
  ): Promise<T & { readonly receipt: string }> {
    const limit = admission.upstream.limits.request_bytes ?? LARGEST_REQUEST;
    return this.budget.within(spenderOf(admission.caller), expectedSize(request, limit), async () => {
      const began = this.clock.now();
      const call = await read(limit);
      const { message } = call;
      refuseOddSpelling(message);
      const body = { batch: false, messages: [message] };
      await this.admitted.check(admission, body, began);
      await this.push.check(admission, message);
      return { ...call, receipt: await this.decision.make(admission, body, request) };
    });
  }
}

/** Bytes of the body: as many as the limit, when only its end will tell. */
function expectedSize({ headers }: GateRequest, limit: number): number {
  const unknown = headers['transfer-encoding'] === undefined ? 0 : limit;
  return Math.min(Number(headers['content-length'] ?? unknown), limit);
}

function refuseOddSpelling({ method, params, id }: RpcMessage): void {
  if (method === undefined || a2aOperation(method) === null) return;
  if (oddlySpelled(params) === null) return;
  throw new RpcRefused(
    400,
    id ?? null,
    -32600,
    'Invalid request: member name differs from a defined one only in spelling',
  );
}
