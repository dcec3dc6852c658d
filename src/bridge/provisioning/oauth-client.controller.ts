import { Controller, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Devices } from '../../http/access.js';
import { ClientLimits } from '../../http/limits.js';
import { contextOf } from '../../http/request-context.js';
import { TheCaller } from '../../http/the-caller.js';
import type { Caller } from '../../kernel/caller.js';
import { Problem } from '../../kernel/problem.js';
import { callingDevice } from '../devices/calling-device.js';
import { HookClients } from './hook-clients.js';
import { provisionedView } from './provisioned.view.js';

/** A device gets the OAuth client by which the hooks of its person's hosts ask for tokens. */
@Controller('api/v1/bridge/oauth-client')
@Devices()
export class OAuthClientController {
  constructor(
    private readonly clients: HookClients,
    private readonly limits: ClientLimits,
  ) {}

  /**
   * A device gets the OAuth client by which the hooks of its person's hosts ask for tokens. 201 when it is new, 200 when
   * it was there and has another secret. The answer is the only one that ever shows it. A body is not read: for whom, and
   * what for, follows from the device's token alone.
   */
  @Post()
  async provision(
    @TheCaller() caller: Caller,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReturnType<typeof provisionedView>> {
    callingDevice(caller);
    if (caller.userId === null) throw new Problem(403, 'Nobody is behind this token.');
    // Each costs a slow hash, which devices of one person must not take from everybody else.
    await this.limits.spend('LIMIT_BRIDGE_SECRETS', caller.userId);
    const provisioned = await this.clients.provision(caller.userId, caller);
    response.status(provisioned.created ? 201 : 200).set({ 'cache-control': 'no-store', pragma: 'no-cache' });
    return provisionedView(provisioned, contextOf(request).base);
  }
}
