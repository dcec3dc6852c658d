import { Injectable } from '@nestjs/common';
import { ClientLimits } from '../http/limits.js';
import { SessionDirectory } from '../identity/sessions/session.directory.js';
import type { Soon } from '../kernel/at-hand.js';
import { spenderOf } from '../kernel/caller.js';
import { Clock } from '../kernel/clock.js';
import { Problem } from '../kernel/problem.js';
import type { RpcBody } from '../kernel/rpc-message.js';
import { listenedCount } from './discovery/subscription.rules.js';
import type { Admission } from './gate-request.js';
import { closedMeanwhile } from './proxy-challenge.guard.js';
import { Upstreams } from './upstreams/upstreams.contract.js';

/** Milliseconds in which a body arrives without a doubt about its sender. */
const SLOW_BODY = 1_000;

/** What the guard could not know before the body was read: how many calls it holds, and how long it took to come. */
@Injectable()
export class StillAdmitted {
  constructor(
    private readonly limits: ClientLimits,
    private readonly sessions: SessionDirectory,
    private readonly upstreams: Upstreams,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws TooManyRequests when a batch holds more calls than the client has left; Challenge when its session was closed;
   *   Problem 503 when something else that the call would be decided by has changed
   */
  check(admission: Admission, body: RpcBody, began: number): Soon<void> {
    const further = body.messages.reduce((count, message) => count + listenedCount(message), body.messages.length - 1);
    if (further > 0 || this.clock.now() - began >= SLOW_BODY) return this.look(admission, further, began);
  }

  private async look(admission: Admission, further: number, began: number): Promise<void> {
    const spender = spenderOf(admission.caller);
    for (let count = 0; count < further; count++) await this.limits.spend('LIMIT_GATE_CLIENT', spender);
    if (this.clock.now() - began < SLOW_BODY) return;
    await this.checkPerson(admission);
    await this.checkUpstream(admission);
  }

  private async checkPerson({ caller, dialled }: Admission): Promise<void> {
    const now = await this.sessions.findLiveness(caller.claims.sid);
    if (now?.open !== true || !now.clientActive || now.userActive !== true) throw closedMeanwhile(dialled);
    const [before, after] = [caller, now].map(({ roles, groups, clientKind }) => [roles, groups, clientKind]);
    if (JSON.stringify(before) !== JSON.stringify(after)) throw changedMeanwhile();
  }

  /** Whoever begins a call before a rule is made may not end it afterwards, as slowly as it pleases them. */
  private async checkUpstream({ upstream }: Admission): Promise<void> {
    const now = await this.upstreams.find(upstream.kind, upstream.name);
    const isSame =
      now !== null &&
      now.id === upstream.id &&
      now.policyVersion === upstream.policyVersion &&
      now.updatedAt.getTime() === upstream.updatedAt.getTime();
    if (!isSame) throw changedMeanwhile();
  }
}

/** Upon which a client sends its call once more. */
export function changedMeanwhile(): Problem {
  const text = 'What this call is decided by has changed while it came. Send it again.';
  return new Problem(503, text, [], { 'retry-after': '0' });
}
