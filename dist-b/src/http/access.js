import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { BRIDGE_PATH } from '../kernel/bridge.js';
import { AdministrationInterceptor } from './administration.interceptor.js';
import { ACCESS, LIMIT, NARROWED } from './declared-access.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
function access(who, tier) {
    return applyDecorators(SetMetadata(ACCESS, who), SetMetadata(LIMIT, tier));
}
/** A route for everybody: public documents, health. */
export const Anyone = () => access({ who: 'anyone' }, 'LIMIT_PUBLIC');
/** A route for whoever is about to prove who they are. */
export const SigningIn = () => access({ who: 'anyone' }, 'LIMIT_SIGN_IN');
/** A route to which authorization requests come: what it stores waits for a person. */
export const Authorizing = () => access({ who: 'anyone' }, 'LIMIT_AUTHORIZE');
/** The same, for clients that push them. */
export const PushingClients = () => access({ who: 'client' }, 'LIMIT_AUTHORIZE');
/** A route for clients that register themselves: whatever they bring with them is theirs to check. */
export const RegisteringClients = () => access({ who: 'anyone' }, 'LIMIT_REGISTRATION');
/**
 * A route for people with a role that permits it (`kernel/roles`): a token for the issuer with that role as scope, of a
 * person who has it now.
 * @param action when it is not the one that the HTTP method stands for
 */
export function Administers(noun, action) {
    return applyDecorators(access({ who: 'administrator', noun, ...(action && { action }) }, 'LIMIT_ADMIN'), 
    // Here alone, because each makes every answer dearer. The first is the outermost: it keeps what the other one says.
    UseInterceptors(IdempotencyInterceptor, AdministrationInterceptor));
}
/**
 * A route of administration that shows and changes nothing beyond what its caller reaches (`withinOf`). Others refuse
 * whoever does not reach everything.
 */
export const Narrowed = () => SetMetadata(NARROWED, true);
/** A route whose guard authenticates an OAuth client. */
export const Clients = () => access({ who: 'client' }, 'LIMIT_TOKEN');
/** A route for programs that ask to become devices: what it stores waits for a person. */
export const AskingDevices = () => access({ who: 'anyone' }, 'LIMIT_AUTHORIZE');
/** A route for devices that have no token yet. */
export const BeginningDevices = () => access({ who: 'anyone' }, 'LIMIT_BRIDGE');
/** A route for devices: a token for the bridge, which nobody else has. */
export const Devices = () => access({ who: 'token', audience: BRIDGE_PATH }, 'LIMIT_BRIDGE');
/** A route for hooks that agent hosts call: a token for `hook` with this scope. */
export const Hooks = (scope) => access({ who: 'token', audience: 'hook', scope }, 'LIMIT_GATE');
/** A route for whoever has a token for the issuer; others learn how to get one (RFC 9728 §5.1). */
export const TokenHolders = () => access({ who: 'token', audience: '', metadata: true }, 'LIMIT_GATE');
/** A route whose guard answers with challenges. */
export const GateCallers = () => access({ who: 'gate' }, 'LIMIT_GATE');
/** A route whose guard admits whoever runs Gatehouse. */
export const Operators = () => access({ who: 'operator' }, 'LIMIT_PUBLIC');
/** Records that a known caller was refused for what they may not do. The edge knows no feature: whoever keeps evidence does it. */
export class AccessDenials {
}
/** Why a token was not accepted. */
export class TokenRefused extends Error {
    error;
    /** The scheme by which it should have come, if it matters; else the one by which it came. */
    scheme;
    /** @param options.error what the caller is told: `invalid_token` unless something else helps more */
    constructor(text, options = {}) {
        super(text);
        this.error = options.error ?? 'invalid_token';
        this.scheme = options.scheme;
    }
}
/** Tells who sent a token. The edge asks; the feature that mints tokens answers. */
export class CallerVerifier {
}
//# sourceMappingURL=access.js.map