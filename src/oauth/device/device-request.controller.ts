import { All, Controller, Header, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { PushingClients } from '../../http/access.js';
import { contextOf } from '../../http/request-context.js';
import type { RegisteredClient } from '../../identity/clients/client.directory.js';
import { DEVICE_CODE } from '../../identity/clients/client.rules.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { Settings } from '../../settings/settings.js';
import { DpopProofs } from '../proofs/dpop-proofs.js';
import { ClientGuard } from '../token/client.guard.js';
import { AuthenticatedClient, GrantForm } from '../token/grant.js';
import type { GrantRequest } from '../token/grant-request.js';
import { ScopedRequest } from '../token/scoped.request.js';
import { Target } from '../token/target.js';
import { DeviceCodes } from './device-codes.js';
import { deviceScopes } from './device-scope.rules.js';

/** A client without a browser begins: it is given a code to wait with, and one to show to a person (RFC 8628 §3.1, §3.2). */
@Controller('oauth/device_authorization')
@PushingClients()
export class DeviceRequestController {
  constructor(
    private readonly codes: DeviceCodes,
    private readonly target: Target,
    private readonly proofs: DpopProofs,
    private readonly settings: Settings,
  ) {}

  /**
   * A client without a browser begins: it is given a code to wait with, and one to show to a person (RFC 8628 §3.1).
   * Everything is checked before a person is troubled.
   */
  @Post()
  @UseGuards(ClientGuard)
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @Header('Pragma', 'no-cache')
  async start(
    @AuthenticatedClient() client: RegisteredClient,
    @GrantForm(ScopedRequest) asked: ScopedRequest,
    @Req() request: GrantRequest,
  ): Promise<Readonly<Record<string, string | number>>> {
    if (!client.grantTypes.includes(DEVICE_CODE)) {
      throw new OAuthError('unauthorized_client', `the client is not registered for grant type ${DEVICE_CODE}`);
    }
    const scope = deviceScopes(asked.scope, client);
    const resources = await this.target.resourcesFor(client, asked.resource);
    const proof = await this.proofs.ofClient(request);
    const wish = { scope, resources, dpopJkt: proof?.jkt ?? null };
    const started = await this.codes.start(client, wish, contextOf(request).address);
    const page = `${this.settings.PUBLIC_URL}/device`;
    return {
      device_code: started.deviceCode,
      user_code: started.userCode,
      verification_uri: page,
      verification_uri_complete: `${page}?user_code=${started.userCode}`,
      expires_in: started.seconds,
      interval: started.interval,
    };
  }

  @All()
  refuse(@Res({ passthrough: true }) response: Response): never {
    response.setHeader('allow', 'POST');
    throw new OAuthError('invalid_request', 'a device authorization is asked for by POST alone', { status: 405 });
  }
}
