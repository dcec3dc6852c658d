import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DeviceAuthorizations } from '../../device-grant/device-authorizations.js';
import { AskingDevices } from '../../http/access.js';
import { examined, JsonBody, type JsonFields } from '../../http/json-body.js';
import { contextOf } from '../../http/request-context.js';
import { Problem } from '../../kernel/problem.js';
import { Settings } from '../../settings/settings.js';
import { BridgeCodeRequest } from '../codes/bridge-code.request.js';
import { BridgeCodeStore } from '../codes/bridge-code.store.js';

/** A program on a machine without a browser asks to be let in from another one: an answer as RFC 8628 §3.2 has it. */
@Controller('api/v1/bridge/device-authorization')
@AskingDevices()
export class DeviceAuthorizationController {
  constructor(
    private readonly authorizations: DeviceAuthorizations,
    private readonly codes: BridgeCodeStore,
    private readonly settings: Settings,
  ) {}

  /**
   * A program on a machine without a browser asks to be let in from another one (RFC 8628 §3.2). No
   * `verification_uri_complete`: a link that brings the code along is what somebody else would send (RFC 8628 §5.4).
   */
  @Post()
  @HttpCode(200)
  async start(
    @JsonBody() body: JsonFields,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Readonly<Record<string, string | number>>> {
    if (!this.settings.BRIDGE_DEVICE_GRANT) throw new Problem(404, 'Codes are not given out this way here.');
    const { value, wrong } = examined(BridgeCodeRequest, body);
    wrong.refuse();
    const deviceCode = this.codes.fresh();
    const started = await this.authorizations.start({
      hash: this.codes.hash(deviceCode),
      clientId: null,
      asked: null,
      deviceName: value.device_name ?? null,
      address: contextOf(request).address,
    });
    response.set({ 'cache-control': 'no-store', pragma: 'no-cache' });
    return {
      device_code: deviceCode,
      user_code: started.userCode,
      verification_uri: `${this.settings.PUBLIC_URL}/device`,
      expires_in: started.seconds,
      interval: started.interval,
    };
  }
}
