import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { catchError, concatMap, type Observable } from 'rxjs';
import { Metrics } from '../../http/metrics.js';
import { Log } from '../../kernel/log.js';
import type { Authorization, TokenAnswer } from '../tokens/authorization.js';
import { TokenIssuer } from '../tokens/token-issuer.js';
import { GRANT_TYPE, type GrantRequest } from './grant-request.js';
import { TokenRefusals } from './token-refusals.js';

/** Last step of every grant: its Authorization becomes a session, a token and an answer. */
@Injectable()
export class IssueToken implements NestInterceptor<Authorization, TokenAnswer> {
  constructor(
    private readonly reflector: Reflector,
    private readonly issuer: TokenIssuer,
    private readonly refusals: TokenRefusals,
    private readonly log: Log,
    private readonly metrics: Metrics,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<Authorization>): Observable<TokenAnswer> {
    const request = context.switchToHttp().getRequest<GrantRequest>();
    const grantType = this.reflector.get<string>(GRANT_TYPE, context.getClass());
    return next.handle().pipe(
      concatMap((authorization) => this.issue(grantType, { ...authorization, ...boundTo(request) })),
      catchError(async (error: unknown) => {
        await this.refusals.record(request, error);
        throw error;
      }),
    );
  }

  private async issue(grantType: string, authorization: Authorization): Promise<TokenAnswer> {
    const answer = await this.issuer.issue(authorization);
    this.metrics.tokenIssued(authorization.confirmation, grantType);
    this.log.info('token.issued', {
      grant_type: grantType,
      client_id: authorization.clientId,
      sub: authorization.subject,
      scope: answer.scope,
      resource: authorization.audience,
      token_type: answer.token_type,
      expires_in: answer.expires_in,
    });
    return answer;
  }
}

/** Here for every grant, so that none can forget it. */
function boundTo({ confirmation }: GrantRequest): Pick<Authorization, 'confirmation'> {
  return confirmation === undefined ? {} : { confirmation };
}
