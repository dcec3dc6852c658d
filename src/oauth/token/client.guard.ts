import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { ClientLimits } from '../../http/limits.js';
import { isLater } from '../../kernel/at-hand.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { ClientAuthenticator } from './client-authenticator.js';
import type { GrantRequest } from './grant-request.js';

/** Parameters that a request may name several times (RFC 8707 §2, RFC 8693 §2.1). */
const repeatable = new Set(['resource', 'audience']);

/** The form's rules, who the client is, and its limit: what every endpoint that clients call has in common. */
@Injectable()
export class ClientGuard implements CanActivate {
  constructor(
    private readonly authenticator: ClientAuthenticator,
    private readonly limits: ClientLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    await this.admit(context.switchToHttp().getRequest<GrantRequest>());
    return true;
  }

  /**
   * @param grantType at the token endpoint
   * @throws OAuthError, TooManyRequests; from the moment it is known, the client is on the request
   */
  async admit(request: GrantRequest, grantType?: string): Promise<void> {
    const { form } = request;
    if (form === undefined) throw request.formError ?? new OAuthError('invalid_request', 'the request has no form');
    for (const name of form.names()) if (!repeatable.has(name)) form.one(name);
    const { client, byGrant } = await this.authenticator.authenticate(request, form, grantType);
    request.client = client;
    request.clientByGrant = byGrant;
    // Anybody can say a public client's name: nobody may use up its share.
    const spent = client.authMethod === 'none' ? undefined : this.limits.spend('LIMIT_TOKEN_CLIENT', client.clientId);
    if (isLater(spent)) await spent;
  }
}
