import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../identity/sessions/web-session.store.js';
import { LARGEST_PAGE } from '../../kernel/page.js';
import { byPerson } from '../../people/account-endings.js';
import { DeviceRegister } from '../devices/device-register.js';
import { DeviceStore } from '../devices/device.store.js';
import { keyKindOf, statusOf } from '../devices/device.view.js';
import type { OwnDevice } from './devices.page.js';

/** A person's own devices: which there are, and the end of one. */
@Injectable()
export class OwnDevices {
  constructor(
    private readonly store: DeviceStore,
    private readonly register: DeviceRegister,
  ) {}

  /** Those that live, the latest first; a bounded list. */
  async of({ userId }: SignedIn): Promise<readonly OwnDevice[]> {
    const devices = await this.store.list(
      { after: null, limit: LARGEST_PAGE },
      { user_id: userId, active: true },
      null,
    );
    return devices.reverse().map((device) => {
      const { id, name, createdAt: since, lastSeenAt: seen, expiresAt: until } = device;
      return { id, name, waits: statusOf(device) === 'waiting', key: keyKindOf(device), since, seen, until };
    });
  }

  /** @returns whether there was such a device of the person's */
  async revoke(person: SignedIn, id: string): Promise<boolean> {
    const device = await this.store.find(id, null);
    if (device === null || device.userId !== person.userId) return false;
    const event = (kind: string, detail: Readonly<Record<string, unknown>>) => byPerson(person, kind, detail);
    await this.register.revoke(device, 'device revoked by its owner', { event });
    return true;
  }
}
