import { Post, Req } from '@nestjs/common';
import { Signals } from '../../analytics/analytics.contract.js';
import type { RegisteredClient } from '../../identity/clients/client.directory.js';
import { DEVICE_CODE } from '../../identity/clients/client.rules.js';
import { DeviceCodes } from '../device/device-codes.js';
import type { Authorization } from '../tokens/authorization.js';
import { CodeRedemption } from './code-redemption.js';
import { DeviceCodeRequest } from './device-code.request.js';
import { AuthenticatedClient, Grant, GrantForm, Issued } from './grant.js';
import type { GrantRequest } from './grant-request.js';
import { Target } from './target.js';

/** Tokens for a client that waited until a person had let it in elsewhere (RFC 8628 §3.4). */
@Grant(DEVICE_CODE)
export class DeviceCodeController {
  constructor(
    private readonly codes: DeviceCodes,
    private readonly redemption: CodeRedemption,
    private readonly target: Target,
    private readonly signals: Signals,
  ) {}

  /** Everything is checked before anything is spent: a request that is wrong leaves the code as good as it was. */
  @Post()
  @Issued()
  async authorize(
    @AuthenticatedClient() client: RegisteredClient,
    @GrantForm(DeviceCodeRequest) request: DeviceCodeRequest,
    @Req() http: GrantRequest,
  ): Promise<Authorization> {
    const code = await this.codes.redeemable(client, request.device_code, http.proof?.jkt);
    const audience = await this.target.grantedAudience(client, code.resources, request.resource);
    return this.redemption.authorization(client, code, audience, this.signals.of(http));
  }
}
