import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Signals } from '../../analytics/analytics.contract.js';
import { BeginningDevices } from '../../http/access.js';
import { examined, JsonBody, type JsonFields } from '../../http/json-body.js';
import { Confirmations } from '../../oauth/proofs/confirmations.js';
import { BridgeAnswers, type BridgeAnswer } from './bridge-answers.js';
import { BridgeExchange } from './bridge-exchange.js';
import { BridgeExchangeRequest, codeIn } from './bridge-exchange.request.js';
import { askedSession } from './host-session.rules.js';

/** A host on a person's machine exchanges a code for a token, with no other secret. */
@Controller('api/v1/bridge/exchange')
@BeginningDevices()
export class BridgeExchangeController {
  constructor(
    private readonly bridge: BridgeExchange,
    private readonly answers: BridgeAnswers,
    private readonly confirmations: Confirmations,
    private readonly signals: Signals,
  ) {}

  @Post()
  @HttpCode(200)
  async exchange(
    @JsonBody() body: JsonFields,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BridgeAnswer> {
    const { value, wrong } = examined(BridgeExchangeRequest, body);
    const presented = codeIn(value, wrong);
    wrong.refuse();
    const { confirmation: held, spend: spendProof } = await this.confirmations.ofDevice(request);
    const sessionId = askedSession(request.headers['x-session-id']);
    const wishes = { ...presented, verifier: value.code_verifier ?? undefined, sessionId, held, spendProof };
    const origin = this.signals.of(request);
    return this.bridge.exchange({ ...wishes, origin }, (planned) =>
      this.answers.to(planned, { grantType: 'bridge_code', held, request, response }),
    );
  }
}
