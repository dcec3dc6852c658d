import { Controller, HttpCode, Post } from '@nestjs/common';
import { Administers, Narrowed } from '../../http/access.js';
import { askedOf, Bulk } from '../../http/bulk.js';
import { examined, JsonBody, type JsonFields } from '../../http/json-body.js';
import { TheCaller } from '../../http/the-caller.js';
import type { Caller } from '../../kernel/caller.js';
import { DeviceRevocationRequest } from './device-revocation.request.js';
import { DeviceRevocation } from './device-revocation.js';

/** Ends many devices at once, for administrators. */
@Controller('api/v1/admin/devices/revoke')
@Administers('devices', 'delete')
@Narrowed()
export class DeviceRevocationAdminController {
  constructor(private readonly revocation: DeviceRevocation) {}

  /**
   * End the live devices that a filter finds, with every token that they have. So do the codes by which others like them
   * could begin, and with a person's last device what their hooks have. `?dry_run=true` tells first how many they are.
   */
  @Post()
  @HttpCode(200)
  @Bulk()
  async revoke(
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
  ): Promise<{ matched: number; closed: number }> {
    return this.revocation.revoke(askedOf(examined(DeviceRevocationRequest, body), 'devices'), caller);
  }
}
