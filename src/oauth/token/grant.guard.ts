import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { isLater } from '../../kernel/at-hand.js';
import { Log } from '../../kernel/log.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { Confirmations } from '../proofs/confirmations.js';
import { ClientGuard } from './client.guard.js';
import { GRANT_TYPE, type GrantRequest } from './grant-request.js';
import { TokenRefusals } from './token-refusals.js';

/** First step of every grant: who the client is, whether it may use this grant, and what it proves to hold. */
@Injectable()
export class GrantGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly clients: ClientGuard,
    private readonly confirmations: Confirmations,
    private readonly refusals: TokenRefusals,
    private readonly log: Log,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<GrantRequest>();
    const grantType = this.reflector.get<string>(GRANT_TYPE, context.getClass());
    request.grantType = grantType;
    this.log.info('token.requested', { grant_type: grantType });
    try {
      await this.clients.admit(request, grantType);
      if (request.client?.grantTypes.includes(grantType) !== true) {
        throw new OAuthError('unauthorized_client', `the client is not registered for grant type ${grantType}`);
      }
      const held = this.confirmations.of(request, request.client);
      Object.assign(request, isLater(held) ? await held : held);
      return true;
    } catch (error) {
      await this.refusals.record(request, error);
      throw error;
    }
  }
}
