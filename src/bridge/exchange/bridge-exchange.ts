import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Origin } from '../../analytics/analytics.contract.js';
import { DeviceAuthorizations } from '../../device-grant/device-authorizations.js';
import { joinTransaction } from '../../http/request-context.js';
import { Changes } from '../../identity/changes.store.js';
import { equalSecrets } from '../../kernel/one-time-secret.js';
import { Problem } from '../../kernel/problem.js';
import type { Confirmation } from '../../kernel/token-binding.js';
import type { Authorization } from '../../oauth/tokens/authorization.js';
import { BridgeCodeStore, type FoundCode } from '../codes/bridge-code.store.js';
import { Devices } from '../devices/devices.js';
import { DeviceSessions, waiting } from './device-sessions.js';

/** What a host sends to begin. */
export interface ExchangeWishes {
  readonly code: string;
  /** Whether it is one with which a program waits for somebody to let it in. */
  readonly waited: boolean;
  readonly verifier: string | undefined;
  /** The id that it would like its session to have. */
  readonly sessionId: string | undefined;
  readonly held: Confirmation | undefined;
  /** Uses up what proved that, if anything did. */
  readonly spendProof: () => Promise<void>;
  readonly origin: Origin;
}

/** Exchanges a code for the session of a device: one statement spends it, in the commit of all that comes of it. */
@Injectable()
export class BridgeExchange {
  constructor(
    private readonly codes: BridgeCodeStore,
    private readonly authorizations: DeviceAuthorizations,
    private readonly devices: Devices,
    private readonly sessions: DeviceSessions,
    private readonly changes: Changes,
  ) {}

  /**
   * Plans it, and has it done; again when somebody else came between.
   * @param issue makes of the plan a token
   * @throws Problem 401 in the same words for every code that cannot be used, 403, 409; and for a program that waits what
   *   RFC 8628 §3.5 calls it, as `error`
   */
  exchange<T>(wishes: ExchangeWishes, issue: (planned: Authorization) => Promise<T>): Promise<T> {
    return this.changes.retrying(async () => issue(await this.plan(wishes)));
  }

  /** @throws Problem why a program that waits gets nothing yet, or never */
  private async mustBeAnswered(deviceCode: string): Promise<void> {
    const polled = await this.authorizations.poll(this.codes.hash(deviceCode), null);
    if (polled === null || polled.expired || polled.status === 'allowed') return;
    if (polled.status === 'denied') throw unready('The person said no.', { error: 'access_denied' });
    const { tooSoon, intervalSeconds: interval } = polled;
    if (tooSoon) throw unready(`Ask every ${interval} s, not sooner.`, { error: 'slow_down', interval });
    throw unready('Nobody has answered yet.', { error: 'authorization_pending' });
  }

  private async plan(wishes: ExchangeWishes): Promise<Authorization> {
    // First of all: it may be answered between two looks.
    if (wishes.waited) await this.mustBeAnswered(wishes.code);
    const code = await this.codes.find(wishes.code);
    if (code === null || !isProven(code, wishes.verifier)) throw refused(wishes);
    joinTransaction(code.txn);
    await wishes.spendProof();
    const known = await this.devices.known(code.userId, wishes.held, wishes.sessionId);
    const device = this.devices.coming({ ...wishes, userId: code.userId, name: code.deviceName }, known);
    const session = known.session ?? (await this.sessions.fresh(wishes.sessionId));
    const scope = await this.sessions.scope(code.roles);
    const added = known.device === null;
    return this.sessions.authorization(
      { device, added, scope, session, origin: wishes.origin },
      async (transaction) => {
        // Whoever else comes with the same code waits here, and finds it spent.
        const count = await this.devices.hold(transaction, code.userId, wishes.held);
        if (count === null || !(await this.codes.spend(transaction, wishes.code))) throw refused(wishes);
        const audience = this.sessions.audiences();
        await this.devices.admit(transaction, device, { known: !added, count, scope, audience });
        if (device.approvedAt === null) return waiting(device);
        await this.sessions.hold(transaction, session, device);
        return null;
      },
    );
  }
}

/** RFC 7636 §4.6, for codes that a program asked for by itself. */
function isProven({ challenge }: FoundCode, verifier: string | undefined): boolean {
  if (challenge === null) return verifier === undefined;
  if (verifier === undefined) return false;
  const made = createHash('sha256').update(verifier).digest();
  return equalSecrets(made, Buffer.from(challenge, 'base64url'));
}

/** Whoever waits is told in RFC 8628's word, for whatever reason the code is of no use any more. */
function refused({ waited }: ExchangeWishes): Problem {
  const headers = { 'www-authenticate': 'Bearer realm="gatehouse", error="invalid_token"' };
  return new Problem(401, 'The code is not accepted.', [], headers, waited ? { error: 'expired_token' } : {});
}

function unready(detail: string, members: Problem['members']): Problem {
  return new Problem(400, detail, [], {}, members);
}
