import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ClientLimits } from '../../http/limits.js';
import { Log } from '../../kernel/log.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { ClientAuthenticator } from './client-authenticator.js';
import { GRANT_TYPE, type GrantRequest } from './grant-request.js';
import { TokenRefusals } from './token-refusals.js';

/** Parameters that a request may name several times (RFC 8707 §2, RFC 8693 §2.1). */
const repeatable = new Set(['resource', 'audience']);

/** First step of every grant: the form's rules, who the client is, and whether it may use this grant. */
@Injectable()
export class GrantGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: ClientAuthenticator,
    private readonly limits: ClientLimits,
    private readonly refusals: TokenRefusals,
    private readonly log: Log,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<GrantRequest>();
    const grantType = this.reflector.get<string>(GRANT_TYPE, context.getClass());
    this.log.info('token.requested', { grant_type: grantType });
    try {
      await this.admit(request, grantType);
      return true;
    } catch (error) {
      await this.refusals.record(request, error);
      throw error;
    }
  }

  private async admit(request: GrantRequest, grantType: string): Promise<void> {
    const { form } = request;
    if (form === undefined) throw new OAuthError('invalid_request', 'the request has no form');
    for (const name of form.names()) if (!repeatable.has(name)) form.one(name);
    const client = await this.authenticator.authenticate(request, form);
    // Known from here on: what is refused below is told of this client.
    request.client = client;
    await this.limits.spend('LIMIT_TOKEN_CLIENT', client.clientId);
    if (!client.grantTypes.includes(grantType)) {
      throw new OAuthError('unauthorized_client', `the client is not registered for grant type ${grantType}`);
    }
  }
}
