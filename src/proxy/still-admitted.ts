import { Injectable } from '@nestjs/common';
import { CallerVerifier } from '../http/access.js';
import { ClientLimits } from '../http/limits.js';
import { spenderOf } from '../kernel/caller.js';
import { Clock } from '../kernel/clock.js';
import type { RpcBody } from '../kernel/rpc-message.js';
import type { Admission } from './gate-request.js';
import { closedMeanwhile } from './proxy-challenge.guard.js';

/** Milliseconds in which a body arrives without a doubt about its sender. */
const SLOW_BODY = 1_000;

/** What the guard could not know before the body was read: how many calls it holds, and how long it took to come. */
@Injectable()
export class StillAdmitted {
  constructor(
    private readonly limits: ClientLimits,
    private readonly verifier: CallerVerifier,
    private readonly clock: Clock,
  ) {}

  /** @throws TooManyRequests when a batch holds more calls than the client has left; Challenge when its session was closed */
  async check(admission: Admission, body: RpcBody, began: number): Promise<void> {
    const { sid } = admission.caller.claims;
    const [spender, further] = [spenderOf(admission.caller), body.messages.length - 1];
    for (let count = 0; count < further; count++) await this.limits.spend('LIMIT_GATE_CLIENT', spender);
    if (this.clock.now() - began < SLOW_BODY) return;
    if ((await this.verifier.closed([sid])).length > 0) throw closedMeanwhile(admission.dialled);
  }
}
