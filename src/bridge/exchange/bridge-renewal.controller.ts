import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Signals } from '../../analytics/analytics.contract.js';
import { BeginningDevices } from '../../http/access.js';
import { Confirmations } from '../../oauth/proofs/confirmations.js';
import { BridgeAnswers, type BridgeAnswer } from './bridge-answers.js';
import { BridgeRenewal } from './bridge-renewal.js';
import { askedSession } from './host-session.rules.js';

/** A device renews its token by the key that it showed when it began: by a DPoP proof, or by its TLS certificate. */
@Controller('api/v1/bridge/renew')
@BeginningDevices()
export class BridgeRenewalController {
  constructor(
    private readonly renewal: BridgeRenewal,
    private readonly answers: BridgeAnswers,
    private readonly confirmations: Confirmations,
    private readonly signals: Signals,
  ) {}

  @Post()
  @HttpCode(200)
  async renew(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<BridgeAnswer> {
    const shown = await this.confirmations.ofDevice(request);
    const asked = askedSession(request.headers['x-session-id']);
    return this.renewal.renew(shown, asked, this.signals.of(request), (planned) =>
      this.answers.to(planned, { grantType: 'bridge_key', held: shown.confirmation, request, response }),
    );
  }
}
