import { Injectable } from '@nestjs/common';
import type { EvidenceEvent } from '../../audit/evidence.contract.js';
import { Changes, type Transaction } from '../../identity/changes.store.js';
import { PendingDevices } from '../../identity/sessions/pending-grants.contract.js';
import { SessionStore } from '../../identity/sessions/session.store.js';
import { HookSecrets } from '../provisioning/hook-secrets.js';
import { DeviceStore, type ListedDevice } from './device.store.js';

/** Who does it. */
export interface DeviceKeeper {
  readonly event: (kind: string, detail: Readonly<Record<string, unknown>>) => EvidenceEvent;
  /** Asked in the transaction, before anything else of it. @throws when they may not */
  readonly hold?: (transaction: Transaction) => Promise<void>;
}

/** Lets devices in, and ends them. */
@Injectable()
export class DeviceRegister {
  constructor(
    private readonly store: DeviceStore,
    private readonly sessions: SessionStore,
    private readonly codes: PendingDevices,
    private readonly hooks: HookSecrets,
    private readonly changes: Changes,
  ) {}

  /**
   * Ends the device with every session and token that came of it; one that has ended stays so. With a person's last one
   * ends what their hooks have.
   */
  async revoke({ id, userId, sessionId }: ListedDevice, reason: string, { event, hold }: DeviceKeeper): Promise<void> {
    await this.changes.record(
      async (transaction) => {
        await hold?.(transaction);
        const live = await this.store.liveOf(transaction, userId);
        const closed = await this.sessions.close(transaction, sessionId, reason);
        if (closed > 0 && live.every((one) => one.id === id)) await this.hooks.end(transaction, [userId], reason);
        return closed;
      },
      (closed) => (closed === 0 ? null : event('device.revoked', { id, user_id: userId, closed })),
    );
  }

  /** Ends all devices of a person, and the codes by which others could begin. @returns how many devices there were */
  revokeAll(userId: string, reason: string, { event, hold }: DeviceKeeper): Promise<number> {
    return this.changes.record(
      async (transaction) => {
        await hold?.(transaction);
        const live = await this.store.liveOf(transaction, userId);
        await this.codes.endOfUser(transaction, userId);
        for (const { sessionId } of live) await this.sessions.close(transaction, sessionId, reason);
        await this.hooks.end(transaction, [userId], reason);
        return live.length;
      },
      (revoked) => (revoked === 0 ? null : event('devices.revoked', { user_id: userId, revoked })),
    );
  }

  /** From now on the device may act; one that may already stays as it is. */
  async approve({ id, userId }: ListedDevice, { event, hold }: DeviceKeeper): Promise<void> {
    await this.changes.record(
      async (transaction) => {
        await hold?.(transaction);
        return this.store.approve(transaction, id);
      },
      (approved) => (approved ? event('device.approved', { id, user_id: userId }) : null),
    );
  }
}
