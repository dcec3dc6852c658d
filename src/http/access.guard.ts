import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { challengeHeader, type ChallengeParameters } from '../kernel/challenge.js';
import { Problem } from '../kernel/problem.js';
import { grants } from '../kernel/scope-set.js';
import type { TokenScheme } from '../kernel/token-binding.js';
import type { Caller } from '../kernel/caller.js';
import { Settings } from '../settings/settings.js';
import { type Access, ACCESS, type CallerRequest, CallerVerifier, TokenRefused } from './access.js';
import { type PresentedToken, presentedToken } from './bearer.js';
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
    const presented = presentedToken(request);
    if (presented.kind === 'none') {
      const scheme = this.settings.REQUIRED_TOKEN_BINDING === 'dpop' ? 'DPoP' : 'Bearer';
      throw refused(401, scheme, 'A bearer token is needed.');
    }
    const { scheme } = presented;
    if (presented.kind === 'malformed') throw refused(400, scheme, presented.detail, { error: 'invalid_request' });
    const { claims, scopes, roles } = (request.caller = await this.verified(request, presented));
    await this.limits.spend('LIMIT_ADMIN_CLIENT', claims.client_id);
    const lacking = { error: 'insufficient_scope', scope: role } as const;
    if (!grants(scopes, role)) throw refused(403, scheme, `The token lacks scope ${role}.`, lacking);
    if (!grants(roles, role)) throw refused(403, scheme, `The token's person does not have role ${role}.`, lacking);
  }

  private async verified(request: CallerRequest, presented: PresentedToken): Promise<Caller> {
    try {
      return await this.verifier.admit(request, presented, this.settings.publicBases);
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      throw refused(401, error.scheme ?? presented.scheme, error.message, { error: error.error });
    }
  }
}

/** @param said what the challenge names beside the realm; its text only where a scope does not say it all */
function refused(
  status: number,
  scheme: TokenScheme,
  detail: string,
  said: Omit<ChallengeParameters, 'realm'> = {},
): Problem {
  const described =
    said.error === undefined || said.scope !== undefined ? said : { ...said, error_description: detail };
  return new Problem(status, detail, [], {
    'www-authenticate': challengeHeader(scheme, { realm: 'gatehouse', ...described }),
  });
}
