import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { CallerVerifier, TokenRefused } from '../http/access.js';
import { type Presented, type PresentedToken, presentedToken } from '../http/bearer.js';
import { ClientLimits } from '../http/limits.js';
import { contextOf, joinTransaction } from '../http/request-context.js';
import { isAccessKey } from '../identity/credentials/access-key.rules.js';
import { isLater } from '../kernel/at-hand.js';
import { type Caller, spenderOf } from '../kernel/caller.js';
import { Challenge, type ChallengeParameters } from '../kernel/challenge.js';
import { Problem } from '../kernel/problem.js';
import { sameResource } from '../kernel/resource-uri.js';
import { grants } from '../kernel/scope-set.js';
import { isBoundAs, type TokenScheme } from '../kernel/token-binding.js';
import { Settings } from '../settings/settings.js';
import { gatePath, gateRoot } from './gate-path.js';
import type { StepUp } from '../policy/policy.contract.js';
import { GateRefusals } from './gate-refusals.js';
import type { Admission, Dialled, GateRequest } from './gate-request.js';
import type { Upstream, UpstreamKind } from './upstreams/upstream.entity.js';
import { Upstreams } from './upstreams/upstreams.contract.js';

/**
 * Admits nobody without a live token for exactly this upstream, and tells everybody else how to get one
 * (RFC 6750 §3, RFC 9728 §5.1). Without credentials an unknown server is answered like a known one.
 */
@Injectable()
export class ProxyChallengeGuard implements CanActivate {
  constructor(
    private readonly upstreams: Upstreams,
    private readonly verifier: CallerVerifier,
    private readonly limits: ClientLimits,
    private readonly settings: Settings,
    private readonly refusals: GateRefusals,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<GateRequest>();
    const presented = presentedToken(request);
    const dialled = dialledServer(request, this.scheme(presented));
    try {
      request.admission = await this.admit(request, presented, dialled);
      return true;
    } catch (error) {
      this.refusals.tell(request, dialled, error);
      throw error;
    }
  }

  private async admit(request: GateRequest, presented: Presented, dialled: Dialled): Promise<Admission> {
    this.checkOrigin(request);
    if (presented.kind === 'none') throw challenge(dialled, 401);
    if (presented.kind === 'malformed') {
      throw challenge(dialled, 400, { error: 'invalid_request', error_description: presented.detail });
    }
    const upstream = await this.upstreams.find(dialled.kind, dialled.name);
    const caller = await this.verified(request, presented, dialled, upstream);
    const spent = this.limits.spend('LIMIT_GATE_CLIENT', spenderOf(caller));
    if (isLater(spent)) await spent;
    if (upstream === null) throw Problem.notFound(dialled.kind === 'mcp' ? 'MCP server' : 'agent');
    const resource = this.settings.PUBLIC_URL + gatePath(upstream.kind, upstream.name);
    const admission = { caller, upstream, dialled, resource, address: contextOf(request).address };
    const lacking = upstream.requiredScopes.filter((scope) => !grants(caller.scopes, scope));
    if (lacking.length > 0) {
      const scope = upstream.requiredScopes.join(' ');
      const error_description = `the token lacks scope ${lacking.join(' ')}`;
      await this.refusals.known(admission, error_description);
      throw challenge(dialled, 403, { error: 'insufficient_scope', error_description, scope });
    }
    if (upstream.status === 'active') return admission;
    await this.refusals.known(admission, 'the server is switched off');
    throw new Problem(503, 'This server is switched off.');
  }

  /** A token for another audience is refused here like any other bad one; only who is known learns what exists. */
  private async verified(
    request: GateRequest,
    presented: PresentedToken,
    dialled: Dialled,
    upstream: Upstream | null,
  ): Promise<Caller> {
    const audiences = upstream === null ? null : this.audiences(dialled);
    try {
      const caller = isAccessKey(presented.token)
        ? await this.verifier.verifyKey(presented, contextOf(request).address, audiences)
        : await this.verifier.admit(request, presented, audiences);
      joinTransaction(caller.lineage.txn);
      if (upstream !== null) this.checkFamily(caller, dialled);
      checkBinding(caller, upstream);
      return caller;
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      const asked = { ...dialled, scheme: error.scheme ?? dialled.scheme };
      throw challenge(asked, 401, { error: error.error, error_description: error.message }, error);
    }
  }

  /** This upstream alone, or for a device all of its kind. */
  private audiences({ kind, name }: Dialled): string[] {
    return this.settings.publicBases.flatMap((base) => [base + gatePath(kind, name), base + gateRoot(kind)]);
  }

  /** A token for all upstreams of a kind is a device's; nobody else’s is good for more than one. */
  private checkFamily({ source, audiences }: Caller, { kind, name }: Dialled): void {
    const own = this.settings.publicBases.map((base) => base + gatePath(kind, name));
    if (source === 'bridge' || audiences.some((one) => own.some((resource) => sameResource(one, resource)))) return;
    throw new TokenRefused('The token is for another audience.');
  }

  private scheme(presented: Presented): TokenScheme {
    if (presented.kind !== 'none') return presented.scheme;
    return this.settings.REQUIRED_TOKEN_BINDING === 'dpop' ? 'DPoP' : 'Bearer';
  }

  /** A page of a foreign site may not speak to the gate, not even with a token (MCP transports, DNS rebinding). */
  private checkOrigin(request: GateRequest): void {
    const { origin } = request.headers;
    if (origin !== undefined && !this.settings.publicBases.includes(origin)) {
      throw new Problem(403, 'Requests of this origin are not admitted.');
    }
  }
}

function checkBinding({ claims }: Caller, upstream: Upstream | null): void {
  const required = upstream?.requiredTokenBinding ?? 'none';
  if (isBoundAs(required, claims.cnf)) return;
  throw new TokenRefused(
    'The token is not bound to its holder as this server wants it.',
    required === 'dpop' ? { scheme: 'DPoP' } : {},
  );
}

function dialledServer(request: GateRequest, scheme: TokenScheme): Dialled {
  const kind: UpstreamKind = request.path.startsWith('/api/v1/agents/') ? 'a2a' : 'mcp';
  const name = String(request.params['server']);
  const path = gatePath(kind, encodeURIComponent(name));
  const resourceMetadata = `${contextOf(request).base}/.well-known/oauth-protected-resource${path}`;
  return { kind, name, resourceMetadata, scheme };
}

/** Everything but the server, which every challenge names. */
type Refusal = Omit<ChallengeParameters, 'realm' | 'resource_metadata'>;

function challenge(dialled: Dialled, status: 400 | 401 | 403, refusal: Refusal = {}, cause?: unknown): Challenge {
  return new Challenge(
    status,
    { realm: dialled.name, resource_metadata: dialled.resourceMetadata, ...refusal },
    { scheme: dialled.scheme, cause },
  );
}

/** The call would be allowed after another sign-in (RFC 9470 §3). */
export function insufficientAuthentication(dialled: Dialled, { acr, max_age: maxAge }: StepUp): Challenge {
  return challenge(dialled, 401, {
    error: 'insufficient_user_authentication',
    error_description: 'A stronger or more recent sign-in of the person is needed.',
    ...(acr === undefined ? {} : { acr_values: acr.join(' ') }),
    ...(maxAge === undefined ? {} : { max_age: String(maxAge) }),
  });
}

/** A session that was closed while its request was under way is refused as if it had been closed before. */
export function closedMeanwhile(dialled: Dialled): Challenge {
  return challenge(dialled, 401, { error: 'invalid_token', error_description: 'The session was closed.' });
}
