import { Controller, HttpCode, Post } from '@nestjs/common';
import { Administers } from '../../http/access.js';
import { askedOf, Bulk } from '../../http/bulk.js';
import { examined, JsonBody, type JsonFields } from '../../http/json-body.js';
import { TheCaller } from '../../http/the-caller.js';
import type { Caller } from '../../kernel/caller.js';
import { doneBy } from '../changes.store.js';
import { ConsentRevocationRequest } from './consent-revocation.request.js';
import { Consents } from './consents.js';

/** Takes back much of what people agreed to at once, for administrators. */
@Controller('api/v1/admin/consents/revoke')
@Administers('consents', 'delete')
export class ConsentRevocationAdminController {
  constructor(private readonly consents: Consents) {}

  /**
   * End the consents that a filter finds. With them end the sessions and codes that were given by them; `?dry_run=true`
   * tells first how many they are.
   */
  @Post()
  @HttpCode(200)
  @Bulk()
  async revoke(
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
  ): Promise<{ matched: number; closed: number }> {
    const asked = askedOf(examined(ConsentRevocationRequest, body), 'consents');
    return this.consents.withdrawMeant(asked, (kind, detail) => doneBy(caller, kind, detail));
  }
}
