import { Controller, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Administers } from '../../http/access.js';
import { examined, JsonBody, type JsonFields } from '../../http/json-body.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { doneBy } from '../../identity/changes.store.js';
import { coverPerson } from '../../identity/users/reach.store.js';
import type { Caller } from '../../kernel/caller.js';
import { BridgeCodeRequest } from './bridge-code.request.js';
import { BridgeCodes } from './bridge-codes.js';

/** Codes for the devices of people, for administrators. */
@Controller('api/v1/admin/users/:id/bridge-codes')
@Administers('bridge_codes')
export class BridgeCodesAdminController {
  constructor(private readonly codes: BridgeCodes) {}

  /** Make a one-time code for a device of a person. The answer is the only one that ever shows the code. */
  @Post()
  async issue(
    @Param('id', new PathId('user')) userId: string,
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ code: string; expires_at: string }> {
    const { value, wrong } = examined(BridgeCodeRequest, body);
    wrong.refuse();
    const deviceName = value.device_name ?? null;
    const event = doneBy(caller, 'bridge_code.issued', { user_id: userId });
    const { code, expiresAt } = await this.codes.issue({ userId, deviceName, challenge: null }, event, (transaction) =>
      coverPerson(transaction, caller, userId),
    );
    response.set('cache-control', 'no-store');
    return { code, expires_at: expiresAt.toISOString() };
  }
}
