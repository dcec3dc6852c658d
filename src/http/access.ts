import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import type { Request } from 'express';
import { BRIDGE_PATH } from '../kernel/bridge.js';
import type { Caller } from '../kernel/caller.js';
import type { ChallengeParameters } from '../kernel/challenge.js';
import type { Action, Administered } from '../kernel/roles.js';
import type { TokenScheme } from '../kernel/token-binding.js';
import type { LimitTier } from '../settings/definitions.js';
import { AdministrationInterceptor } from './administration.interceptor.js';
import type { PresentedToken } from './bearer.js';
import { type Access, ACCESS, LIMIT, NARROWED } from './declared-access.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';

function access(who: Access, tier: LimitTier): ClassDecorator & MethodDecorator {
  return applyDecorators(SetMetadata(ACCESS, who), SetMetadata(LIMIT, tier));
}

/** A route for everybody: public documents, health. */
export const Anyone = (): ClassDecorator & MethodDecorator => access({ who: 'anyone' }, 'LIMIT_PUBLIC');

/** A route for whoever is about to prove who they are. */
export const SigningIn = (): ClassDecorator & MethodDecorator => access({ who: 'anyone' }, 'LIMIT_SIGN_IN');

/** A route to which authorization requests come: what it stores waits for a person. */
export const Authorizing = (): ClassDecorator & MethodDecorator => access({ who: 'anyone' }, 'LIMIT_AUTHORIZE');

/** The same, for clients that push them. */
export const PushingClients = (): ClassDecorator & MethodDecorator => access({ who: 'client' }, 'LIMIT_AUTHORIZE');

/** A route for clients that register themselves: whatever they bring with them is theirs to check. */
export const RegisteringClients = (): ClassDecorator & MethodDecorator =>
  access({ who: 'anyone' }, 'LIMIT_REGISTRATION');

/**
 * A route for people with a role that permits it (`kernel/roles`): a token for the issuer with that role as scope, of a
 * person who has it now.
 * @param action when it is not the one that the HTTP method stands for
 */
export function Administers(noun: Administered, action?: Action): ClassDecorator & MethodDecorator {
  return applyDecorators(
    access({ who: 'administrator', noun, ...(action && { action }) }, 'LIMIT_ADMIN'),
    // Here alone, because each makes every answer dearer. The first is the outermost: it keeps what the other one says.
    UseInterceptors(IdempotencyInterceptor, AdministrationInterceptor),
  );
}

/**
 * A route of administration that shows and changes nothing beyond what its caller reaches (`withinOf`). Others refuse
 * whoever does not reach everything.
 */
export const Narrowed = (): ClassDecorator & MethodDecorator => SetMetadata(NARROWED, true);

/** A route whose guard authenticates an OAuth client. */
export const Clients = (): ClassDecorator & MethodDecorator => access({ who: 'client' }, 'LIMIT_TOKEN');

/** A route for programs that ask to become devices: what it stores waits for a person. */
export const AskingDevices = (): ClassDecorator & MethodDecorator => access({ who: 'anyone' }, 'LIMIT_AUTHORIZE');

/** A route for devices that have no token yet. */
export const BeginningDevices = (): ClassDecorator & MethodDecorator => access({ who: 'anyone' }, 'LIMIT_BRIDGE');

/** A route for devices: a token for the bridge, which nobody else has. */
export const Devices = (): ClassDecorator & MethodDecorator =>
  access({ who: 'token', audience: BRIDGE_PATH }, 'LIMIT_BRIDGE');

/** A route for hooks that agent hosts call: a token for `hook` with this scope. */
export const Hooks = (scope: 'hook:govern' | 'hook:track'): ClassDecorator & MethodDecorator =>
  access({ who: 'token', audience: 'hook', scope }, 'LIMIT_GATE');

/** A route for whoever has a token for the issuer; others learn how to get one (RFC 9728 §5.1). */
export const TokenHolders = (): ClassDecorator & MethodDecorator =>
  access({ who: 'token', audience: '', metadata: true }, 'LIMIT_GATE');

/** A route whose guard answers with challenges. */
export const GateCallers = (): ClassDecorator & MethodDecorator => access({ who: 'gate' }, 'LIMIT_GATE');

/** A route whose guard admits whoever runs Gatehouse. */
export const Operators = (): ClassDecorator & MethodDecorator => access({ who: 'operator' }, 'LIMIT_PUBLIC');

/** Records that a known caller was refused for what they may not do. The edge knows no feature: whoever keeps evidence does it. */
export abstract class AccessDenials {
  /** @param asked method and path @throws when it cannot be recorded */
  abstract record(caller: Caller, reason: string, asked: string): Promise<void>;
}

/** Why a token was not accepted. */
export class TokenRefused extends Error {
  readonly error: NonNullable<ChallengeParameters['error']>;
  /** The scheme by which it should have come, if it matters; else the one by which it came. */
  readonly scheme: TokenScheme | undefined;

  /** @param options.error what the caller is told: `invalid_token` unless something else helps more */
  constructor(text: string, options: { error?: ChallengeParameters['error']; scheme?: TokenScheme } = {}) {
    super(text);
    this.error = options.error ?? 'invalid_token';
    this.scheme = options.scheme;
  }
}

/** Tells who sent a token. The edge asks; the feature that mints tokens answers. */
export abstract class CallerVerifier {
  /**
   * Verifies signature, type, issuer, times, and that the session lives now; not whether the token may be used as it is:
   * for whoever gives it up.
   * @throws TokenRefused
   */
  abstract identify(token: string): Promise<Caller>;

  /**
   * The same, and the audience, and that the token is bound as every token must be (REQUIRED_TOKEN_BINDING).
   * @param audiences identifiers of this resource; the token must name one of them. Null asks only who it is, before
   *   an answer that gives nothing but "there is no such thing"
   * @throws TokenRefused with the reason, when it is not to be accepted
   */
  abstract verify(token: string, audiences: readonly string[] | null): Promise<Caller>;

  /**
   * The same as {@link verify} of a token that a request presents, and that its sender holds what it is bound to: the
   * key of a DPoP proof for this request, which is spent by it (RFC 9449 §7), or the certificate of the connection
   * (RFC 8705 §3).
   * @throws TokenRefused
   */
  abstract admit(request: Request, presented: PresentedToken, audiences: readonly string[] | null): Promise<Caller>;

  /**
   * The same for an access key, which only the gate accepts.
   * @param address the caller's, as the edge resolved it
   * @throws TokenRefused with one text, whatever is wrong
   */
  abstract verifyKey(presented: PresentedToken, address: string, audiences: readonly string[] | null): Promise<Caller>;

  /** Those of the sessions that may no longer act: closed, or of a client or person that is not active. */
  abstract closed(sids: readonly string[]): Promise<readonly string[]>;
}
