import { Injectable } from '@nestjs/common';
import { type Asked, requireCount } from '../../http/bulk.js';
import { Changes, doneBy } from '../../identity/changes.store.js';
import { PendingDevices } from '../../identity/sessions/pending-grants.contract.js';
import { SessionStore } from '../../identity/sessions/session.store.js';
import { BRIDGE_CLIENT } from '../../kernel/bridge.js';
import type { Caller } from '../../kernel/caller.js';
import { withinOf } from '../../kernel/within.js';
import { HookSecrets } from '../provisioning/hook-secrets.js';
import { DeviceRevocationStore, type EndedDevice, type MeantDevices } from './device-revocation.store.js';

const REASON = 'devices revoked by an administrator';

/** Ends many devices at once. */
@Injectable()
export class DeviceRevocation {
  constructor(
    private readonly store: DeviceRevocationStore,
    private readonly sessions: SessionStore,
    private readonly codes: PendingDevices,
    private readonly hooks: HookSecrets,
    private readonly changes: Changes,
  ) {}

  /** @throws Problem 409 when they are not as many as were expected */
  revoke({ filter, expected }: Asked<MeantDevices>, caller: Caller): Promise<{ matched: number; closed: number }> {
    const ended: EndedDevice[] = [];
    const { unused_since, ...begun } = filter;
    // A code that was given before then was not used since: earlier than both is what both mean.
    const before = [begun.created_before, unused_since].filter((time) => time !== undefined).sort(earlier)[0];
    return this.changes.record(
      async (transaction) => {
        const within = withinOf(caller);
        const codes = { ...begun, client_id: BRIDGE_CLIENT, ...(before && { created_before: before }) };
        await this.codes.endOfMeant(transaction, codes, within);
        ended.splice(0, Infinity, ...(await this.store.hold(transaction, filter, within)));
        requireCount(ended.length, expected);
        const sessions = ended.map(({ sessionId }) => sessionId);
        const closed = await this.sessions.closeAll(transaction, sessions, REASON);
        const people = ended.map(({ userId }) => userId);
        await this.hooks.end(transaction, await this.store.withoutDevices(transaction, people), REASON);
        return { matched: ended.length, closed };
      },
      (done) => [
        doneBy(caller, 'devices.revoked', { filter, ...done }),
        ...ended.map(({ id, userId }) => doneBy(caller, 'device.revoked', { id, user_id: userId })),
      ],
    );
  }
}

function earlier(one: string, other: string): number {
  return Date.parse(one) - Date.parse(other);
}
