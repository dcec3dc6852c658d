import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { challengeHeader, type ChallengeParameters } from '../kernel/challenge.js';
import type { Soon } from '../kernel/at-hand.js';
import { Problem } from '../kernel/problem.js';
import { type Action, missingRole, reachOf, rolesInEffect } from '../kernel/roles.js';
import { grants } from '../kernel/scope-set.js';
import type { TokenScheme } from '../kernel/token-binding.js';
import { type Caller, spenderOf } from '../kernel/caller.js';
import { Settings } from '../settings/settings.js';
import { AccessDenials, CallerVerifier, TokenRefused } from './access.js';
import type { CallerRequest } from './declared-access.js';
import { type PresentedToken, presentedToken } from './bearer.js';
import { type Access, ACCESS, NARROWED } from './declared-access.js';
import { ClientLimits } from './limits.js';
import { contextOf, joinTransaction } from './request-context.js';

type AdministratorAccess = Extract<Access, { who: 'administrator' }>;
type TokenAccess = Extract<Access, { who: 'token' }>;

/** Admits callers of the routes that ask for a role or for a token of theirs; the other kinds of access have guards of their own. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: CallerVerifier,
    private readonly settings: Settings,
    private readonly limits: ClientLimits,
    private readonly denials: AccessDenials,
  ) {}

  canActivate(context: ExecutionContext): Soon<boolean> {
    const places = [context.getHandler(), context.getClass()];
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, places);
    // The start refuses undeclared routes; should one appear all the same, it is closed.
    if (access === undefined) throw new Problem(403, 'This route does not say who may call it.');
    const request = context.switchToHttp().getRequest<CallerRequest>();
    if (access.who === 'token') return this.admitToken(request, access);
    if (access.who !== 'administrator') return true;
    const narrowed = this.reflector.getAllAndOverride<boolean | undefined>(NARROWED, places) === true;
    return this.admitAdministrator(request, access, narrowed);
  }

  private async admitAdministrator(
    request: CallerRequest,
    { noun, action }: AdministratorAccess,
    narrowed: boolean,
  ): Promise<true> {
    const { caller, scheme } = await this.caller(request, this.settings.publicBases);
    await this.limits.spend('LIMIT_ADMIN_CLIENT', caller.claims.client_id);
    const asked = action ?? actionOf(request.method);
    const reach = reachOf(rolesInEffect(caller.scopes, caller.roles), noun, asked) ?? [];
    const needed = missingRole(caller.roles, { noun, action: asked, narrowed });
    const deny = (text: string): Promise<never> => this.deny(request, scheme, text, needed);
    if (reachOf(caller.scopes, noun, asked) === null) return deny(`The token lacks scope ${needed}.`);
    if (reach.length === 0) return deny(`The token's person does not have role ${needed}.`);
    if (!narrowed && !reach.includes('all')) return deny('This needs a role that reaches everything.');
    request.caller = { ...caller, reach };
    return true;
  }

  private async admitToken(request: CallerRequest, { audience, scope, metadata }: TokenAccess): Promise<true> {
    const ours = audience === '' || audience.startsWith('/');
    const audiences = ours ? this.settings.publicBases.map((base) => base + audience) : [audience];
    const { caller, scheme } = await this.caller(request, audiences, metadata && metadataOf(request));
    await this.limits.spend('LIMIT_BRIDGE_CLIENT', spenderOf(caller));
    if (scope !== undefined) await this.checkScope(request, scheme, scope);
    return true;
  }

  private async checkScope(request: CallerRequest, scheme: TokenScheme, scope: string): Promise<void> {
    if (grants(request.caller?.scopes ?? [], scope)) return;
    await this.deny(request, scheme, `The token lacks scope ${scope}.`, scope);
  }

  private async deny(request: CallerRequest, scheme: TokenScheme, text: string, scope: string): Promise<never> {
    const { caller, method, path } = request;
    if (caller !== undefined) await this.denials.record(caller, text, `${method} ${path}`.slice(0, 200));
    throw refused(403, scheme, text, { error: 'insufficient_scope', scope });
  }

  private async caller(
    request: CallerRequest,
    audiences: readonly string[],
    resource_metadata?: string,
  ): Promise<{ caller: Caller; scheme: TokenScheme }> {
    const presented = presentedToken(request);
    const told = resource_metadata === undefined ? {} : { resource_metadata };
    if (presented.kind === 'none') {
      const scheme = this.settings.REQUIRED_TOKEN_BINDING === 'dpop' ? 'DPoP' : 'Bearer';
      throw refused(401, scheme, 'A bearer token is needed.', told);
    }
    const { scheme } = presented;
    if (presented.kind === 'malformed')
      throw refused(400, scheme, presented.detail, { ...told, error: 'invalid_request' });
    const caller = (request.caller = await this.verified(request, presented, audiences, told));
    return { caller, scheme };
  }

  private async verified(
    request: CallerRequest,
    presented: PresentedToken,
    audiences: readonly string[],
    told: { readonly resource_metadata?: string },
  ): Promise<Caller> {
    try {
      const caller = await this.verifier.admit(request, presented, audiences);
      joinTransaction(caller.lineage.txn);
      return caller;
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      throw refused(401, error.scheme ?? presented.scheme, error.message, { ...told, error: error.error });
    }
  }
}

/** What the method of a request does to what it is about. */
export function actionOf(method: string): Action {
  if (method === 'GET' || method === 'HEAD') return 'read';
  return method === 'DELETE' ? 'delete' : 'write';
}

/** Of the issuer itself. */
function metadataOf(request: CallerRequest): string {
  return `${contextOf(request).base}/.well-known/oauth-protected-resource`;
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
