import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { describable } from '../kernel/oauth-error.js';
import { Problem } from '../kernel/problem.js';
import { grants } from '../kernel/scope-set.js';
import { Settings } from '../settings/settings.js';
import { type Access, ACCESS, type CallerRequest, CallerVerifier, TokenRefused } from './access.js';
import { presentedBearer } from './bearer.js';
import { ClientLimits } from './limits.js';

/** Admits callers of the routes that ask for a role; the other kinds of access have guards of their own. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: CallerVerifier,
    private readonly settings: Settings,
    private readonly limits: ClientLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    // The start refuses undeclared routes; should one appear all the same, it is closed.
    if (access === undefined) throw new Problem(403, 'This route does not say who may call it.');
    if (access.who === 'role') await this.admit(context.switchToHttp().getRequest<CallerRequest>(), access.role);
    return true;
  }

  private async admit(request: CallerRequest, role: string): Promise<void> {
    const presented = presentedBearer(request);
    if (presented.kind === 'none') throw unauthenticated('A bearer token is needed.');
    if (presented.kind === 'malformed') throw unauthenticated(presented.detail, 'invalid_request', 400);
    try {
      request.caller = await this.verifier.verify(presented.token, this.settings.publicBases);
    } catch (error) {
      if (error instanceof TokenRefused) throw unauthenticated(error.message, 'invalid_token');
      throw error;
    }
    await this.limits.spend('LIMIT_ADMIN_CLIENT', request.caller.claims.client_id);
    if (!grants(request.caller.scopes, role)) throw forbidden(`The token lacks scope ${role}.`, role);
    if (!grants(request.caller.roles, role)) throw forbidden(`The token's person does not have role ${role}.`, role);
  }
}

function unauthenticated(detail: string, error?: string, status = 401): Problem {
  const problem = error === undefined ? '' : `, error="${error}", error_description="${describable(detail)}"`;
  return new Problem(status, detail, [], { 'www-authenticate': `Bearer realm="gatehouse"${problem}` });
}

function forbidden(detail: string, scope: string): Problem {
  return new Problem(403, detail, [], {
    'www-authenticate': `Bearer realm="gatehouse", error="insufficient_scope", scope="${scope}"`,
  });
}
