import { Injectable } from '@nestjs/common';
import { Evidence } from '../../audit/evidence.contract.js';
import { Log } from '../../kernel/log.js';
import type { RpcMessage } from '../../kernel/rpc-message.js';
import { CallbackUrls } from '../../outbound/callback-urls.js';
import { who } from '../evidence-of-call.js';
import type { Admission } from '../gate-request.js';
import { RpcRefused } from '../rpc-refusal.js';
import { pushUrls } from './params.rules.js';

/** More than one message has use for. */
const MOST = 8;
const REASON = 'a push notification URL must be https and lead to the public internet';

/**
 * Where a client has an agent send notifications is a URL that the agent will call, from where the agent stands. The gate
 * takes no notification itself: it refuses URLs that it would not call either.
 */
@Injectable()
export class PushVetting {
  constructor(
    private readonly urls: CallbackUrls,
    private readonly evidence: Evidence,
    private readonly log: Log,
  ) {}

  /** @throws RpcRefused -32602, once that is recorded */
  async check(admission: Admission, message: RpcMessage): Promise<void> {
    if (message.method === undefined) return;
    const urls = pushUrls(message.method, message.params);
    if (urls.length === 0) return;
    const fault = await this.fault(urls);
    if (fault === null) return;
    const { name } = admission.upstream;
    // Of the name's addresses only the log knows.
    this.log.warn('gate.push_url_refused', { server: name, cause: fault });
    const [evidence_id = ''] = await this.evidence.record({
      kind: 'gate.call',
      decision: 'deny',
      reason: REASON,
      ...who(admission),
      detail: { method: message.method },
    });
    throw new RpcRefused(200, message.id ?? null, -32602, `Invalid parameters: ${REASON}`, {
      reason: REASON,
      evidence_id,
    });
  }

  private async fault(urls: readonly unknown[]): Promise<string | null> {
    if (urls.length > MOST) return `there are more than ${MOST}`;
    for (const url of urls) {
      const fault = await this.urls.fault(url);
      if (fault !== null) return fault;
    }
    return null;
  }
}
