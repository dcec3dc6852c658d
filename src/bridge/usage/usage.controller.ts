import { Controller, Get, Header } from '@nestjs/common';
import { Devices } from '../../http/access.js';
import { TheCaller } from '../../http/the-caller.js';
import type { Caller } from '../../kernel/caller.js';
import { callingDevice } from '../devices/calling-device.js';
import { DeviceUsage } from './device-usage.js';

/** What the calling device did, and all devices of its person, over 1, 7 and 30 days. */
@Controller('api/v1/bridge/usage')
@Devices()
export class UsageController {
  constructor(private readonly usage: DeviceUsage) {}

  /**
   * What the calling device did, and all devices of its person, over 1, 7 and 30 days. Totals are what hosts told of
   * themselves; calls are those that the gate decided on.
   */
  @Get()
  @Header('Cache-Control', 'no-store')
  tell(@TheCaller() caller: Caller) {
    // The subject of a device's token is its person.
    return this.usage.of(callingDevice(caller), caller.claims.sub);
  }
}
