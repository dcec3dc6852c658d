import { Controller, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { Signals } from '../../analytics/analytics.contract.js';
import { Clients } from '../../http/access.js';
import { JsonBody, type JsonFields } from '../../http/json-body.js';
import { Log } from '../../kernel/log.js';
import type { TokenAnswer } from '../tokens/authorization.js';
import { TokenIssuer } from '../tokens/token-issuer.js';
import { AccessKeyExchange } from './access-key-exchange.js';
import { AccessKeyGuard, type AccessKeyRequest } from './access-key.guard.js';

/** A script exchanges its access key for a short token, to be used where the key itself should not go. */
@Controller('api/v1/access-keys/token')
@Clients()
@UseGuards(AccessKeyGuard)
export class AccessKeyTokenController {
  constructor(
    private readonly exchange: AccessKeyExchange,
    private readonly issuer: TokenIssuer,
    private readonly signals: Signals,
    private readonly log: Log,
  ) {}

  @Post()
  @HttpCode(200)
  async exchanged(
    @JsonBody() body: JsonFields,
    @Req() request: AccessKeyRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<TokenAnswer> {
    const { accessKey } = request;
    if (accessKey === undefined) throw new Error('route without its guard: a wiring fault');
    const authorization = await this.exchange.authorization(accessKey, body, this.signals.of(request));
    const answer = await this.issuer.issue(authorization);
    this.log.info('token.issued', {
      grant_type: 'access_key',
      client_id: authorization.clientId,
      sub: authorization.subject,
      scope: answer.scope,
      resource: authorization.audience,
      token_type: answer.token_type,
      expires_in: answer.expires_in,
    });
    response.set({ 'cache-control': 'no-store', pragma: 'no-cache' });
    return answer;
  }
}
