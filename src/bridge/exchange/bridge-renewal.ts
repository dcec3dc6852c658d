import { Injectable } from '@nestjs/common';
import type { Origin } from '../../analytics/analytics.contract.js';
import { Changes, ChangedMeanwhile } from '../../identity/changes.store.js';
import { joinTransaction } from '../../http/request-context.js';
import { UserStore } from '../../identity/users/user.store.js';
import { Problem } from '../../kernel/problem.js';
import { isHeldBy } from '../../kernel/token-binding.js';
import type { HeldByStranger } from '../../oauth/proofs/confirmations.js';
import type { Authorization } from '../../oauth/tokens/authorization.js';
import { DeviceStore } from '../devices/device.store.js';
import { Devices, keyOf } from '../devices/devices.js';
import { DeviceSessions, waiting } from './device-sessions.js';

/** Gives a device that proves its key another token, until it is revoked or has reached its end. */
@Injectable()
export class BridgeRenewal {
  constructor(
    private readonly store: DeviceStore,
    private readonly devices: Devices,
    private readonly sessions: DeviceSessions,
    private readonly users: UserStore,
    private readonly changes: Changes,
  ) {}

  /**
   * @param asked id of a session, as the host says it
   * @throws Problem 401 in the same words for every key that is no live device's, 403 for one that waits to be let in
   */
  renew<T>(
    held: HeldByStranger,
    asked: string | undefined,
    origin: Origin,
    issue: (planned: Authorization) => Promise<T>,
  ): Promise<T> {
    return this.changes.retrying(async () => issue(await this.plan(held, asked, origin)));
  }

  private async plan(
    { confirmation: held, spend }: HeldByStranger,
    asked: string | undefined,
    origin: Origin,
  ): Promise<Authorization> {
    const device = held === undefined ? null : await this.store.findByKey(held);
    const person = device === null ? null : await this.users.find(device.userId);
    if (device === null || person?.status !== 'active') throw refused();
    // One that began with a key and a certificate has both.
    if (!isHeldBy(keyOf(device), held)) throw refused();
    joinTransaction(device.txn);
    await spend();
    if (device.approvedAt === null) throw waiting(device).error;
    const session = (await this.devices.sessionOf(device, asked)) ?? (await this.sessions.fresh(asked));
    const scope = await this.sessions.scope(person.roles);
    return this.sessions.authorization({ device, added: false, scope, session, origin }, async (transaction) => {
      if (!(await this.devices.comesAgain(transaction, device))) throw new ChangedMeanwhile();
      await this.sessions.hold(transaction, session, device);
      return null;
    });
  }
}

function refused(): Problem {
  const detail = 'No device has the key that the request proves.';
  return new Problem(401, detail, [], { 'www-authenticate': 'DPoP realm="gatehouse", error="invalid_token"' });
}
