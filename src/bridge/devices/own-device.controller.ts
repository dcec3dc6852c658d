import { Controller, Delete, HttpCode } from '@nestjs/common';
import { Devices } from '../../http/access.js';
import { TheCaller } from '../../http/the-caller.js';
import { doneBy } from '../../identity/changes.store.js';
import type { Caller } from '../../kernel/caller.js';
import { callingDevice } from './calling-device.js';
import { DeviceRegister } from './device-register.js';
import { DeviceStore } from './device.store.js';

/** What a device may do about itself: end, when its person logs out of it. */
@Controller('api/v1/bridge/device')
@Devices()
export class OwnDeviceController {
  constructor(
    private readonly devices: DeviceStore,
    private readonly register: DeviceRegister,
  ) {}

  /** A device ends itself, with every token that it has; whoever has no device has nothing to end. */
  @Delete()
  @HttpCode(204)
  async end(@TheCaller() caller: Caller): Promise<void> {
    const device = await this.devices.find(callingDevice(caller), null);
    if (device === null) return;
    await this.register.revoke(device, 'device ended by itself', {
      event: (kind, detail) => doneBy(caller, kind, detail),
    });
  }
}
