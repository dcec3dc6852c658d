import { Controller, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { Signals } from '../../analytics/analytics.contract.js';
import { Clients } from '../../http/access.js';
import { JsonBody, type JsonFields } from '../../http/json-body.js';
import { AccessKeyExchange } from './access-key-exchange.js';
import { AccessKeyGuard, type AccessKeyRequest } from './access-key.guard.js';
import { type Answer, GrantAnswers } from './grant-answers.js';

/** A script exchanges its access key for a short token, to be used where the key itself should not go. */
@Controller('api/v1/access-keys/token')
@Clients()
@UseGuards(AccessKeyGuard)
export class AccessKeyTokenController {
  constructor(
    private readonly exchange: AccessKeyExchange,
    private readonly answers: GrantAnswers,
    private readonly signals: Signals,
  ) {}

  @Post()
  @HttpCode(200)
  async exchanged(
    @JsonBody() body: JsonFields,
    @Req() request: AccessKeyRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Answer> {
    const { accessKey } = request;
    if (accessKey === undefined) throw new Error('route without its guard: a wiring fault');
    const authorization = await this.exchange.authorization(accessKey, body, this.signals.of(request));
    // As a key is, its tokens are bound to nothing.
    const answer = await this.answers.to(authorization, 'access_key', undefined, null);
    response.set({ 'cache-control': 'no-store', pragma: 'no-cache' });
    return answer;
  }
}
