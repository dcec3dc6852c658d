import { Controller, Get, Header } from '@nestjs/common';
import { Devices } from '../../http/access.js';
import { TheCaller } from '../../http/the-caller.js';
import type { Caller } from '../../kernel/caller.js';
import { CallingDevices } from './calling-device.js';
import { statusOf } from './device.view.js';

/** Tells a device for whom it acts, and as which. */
@Controller('api/v1/bridge/whoami')
@Devices()
export class WhoamiController {
  constructor(private readonly devices: CallingDevices) {}

  /** Tells a device for whom it acts, and as which. Roles are those that the person has now. */
  @Get()
  @Header('Cache-Control', 'no-store')
  async tell(@TheCaller() caller: Caller) {
    const { device, person } = await this.devices.of(caller);
    return {
      user_id: person.id,
      email: person.email,
      name: person.name,
      roles: person.roles,
      device: {
        id: device.id,
        name: device.name,
        status: statusOf(device),
        expires_at: device.expiresAt.toISOString(),
      },
      session_id: caller.claims.sid,
    };
  }
}
