import { Injectable } from '@nestjs/common';
import { UserStore } from '../../identity/users/user.store.js';
import type { User } from '../../identity/users/user.entity.js';
import type { Caller } from '../../kernel/caller.js';
import { Problem } from '../../kernel/problem.js';
import { DeviceStore, type ListedDevice } from './device.store.js';

/** A device that calls, and whose it is. */
export interface DeviceOfPerson {
  readonly device: ListedDevice;
  readonly person: User;
}

/**
 * Id of the device whose own token a caller presents. What somebody else was given in exchange for such a token is not the
 * device's word, though it is for the same audience.
 * @throws Problem 401
 */
export function callingDevice({ source, claims }: Caller): string {
  const { act } = claims;
  if (source === 'bridge' && act !== undefined && act.act === undefined) return act.sub;
  throw notItsOwn();
}

/** The device that calls, as it is now. */
@Injectable()
export class CallingDevices {
  constructor(
    private readonly devices: DeviceStore,
    private readonly users: UserStore,
  ) {}

  /** @throws Problem 401 for a token that is no living device's own */
  async of(caller: Caller): Promise<DeviceOfPerson> {
    const device = await this.devices.find(callingDevice(caller), null);
    const person = device === null ? null : await this.users.find(device.userId);
    if (device === null || person === null || !device.active) throw notItsOwn();
    return { device, person };
  }
}

function notItsOwn(): Problem {
  const challenge = 'Bearer realm="gatehouse", error="invalid_token"';
  return new Problem(401, 'The token is not a device’s own.', [], { 'www-authenticate': challenge });
}
