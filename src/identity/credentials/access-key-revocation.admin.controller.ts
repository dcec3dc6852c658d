import { Controller, HttpCode, Post } from '@nestjs/common';
import { Administers } from '../../http/access.js';
import { askedOf, Bulk } from '../../http/bulk.js';
import { examined, JsonBody, type JsonFields } from '../../http/json-body.js';
import { TheCaller } from '../../http/the-caller.js';
import type { Caller } from '../../kernel/caller.js';
import { doneBy } from '../changes.store.js';
import { AccessKeyRegister } from './access-key-register.js';
import { AccessKeyRevocationRequest } from './access-key-revocation.request.js';

/** Ends many access keys at once, for administrators. */
@Controller('api/v1/admin/access-keys/revoke')
@Administers('access_keys', 'delete')
export class AccessKeyRevocationAdminController {
  constructor(private readonly register: AccessKeyRegister) {}

  /**
   * End the live access keys that a filter finds. With them ends every token that they were exchanged for;
   * `?dry_run=true` tells first how many they are.
   */
  @Post()
  @HttpCode(200)
  @Bulk()
  async revoke(
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
  ): Promise<{ matched: number; closed: number }> {
    const asked = askedOf(examined(AccessKeyRevocationRequest, body), 'access keys');
    return this.register.revokeMeant(asked, (kind, detail) => doneBy(caller, kind, detail));
  }
}
