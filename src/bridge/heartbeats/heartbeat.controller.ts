import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Signals } from '../../analytics/analytics.contract.js';
import { Devices } from '../../http/access.js';
import { examined, JsonBody, type JsonFields } from '../../http/json-body.js';
import { TheCaller } from '../../http/the-caller.js';
import type { Caller } from '../../kernel/caller.js';
import { Problem } from '../../kernel/problem.js';
import { callingDevice } from '../devices/calling-device.js';
import { HeartbeatRequest } from './heartbeat.request.js';
import { HeartbeatStore } from './heartbeat.store.js';

/** A host tells every 30 seconds that it is there; that it is told 401 is how it learns that it was revoked. */
@Controller('api/v1/bridge/heartbeat')
@Devices()
export class HeartbeatController {
  constructor(
    private readonly heartbeats: HeartbeatStore,
    private readonly signals: Signals,
  ) {}

  /** @throws Problem 404 for a session that is not an open one of the caller's own device, whoever's it is */
  @Post()
  @HttpCode(204)
  async beat(@JsonBody() body: JsonFields, @TheCaller() caller: Caller, @Req() request: Request): Promise<void> {
    const deviceId = callingDevice(caller);
    const { value, wrong } = examined(HeartbeatRequest, body);
    wrong.refuse();
    const { address } = this.signals.of(request);
    if (!(await this.heartbeats.write(deviceId, value, address))) throw Problem.notFound('session');
  }
}
