import { OAuthError } from '../../kernel/oauth-error.js';
import { isRole, ROLE_NAMES } from '../../kernel/roles.js';
import { askedScopes } from '../token/scope.rules.js';
/**
 * Scopes that a client may be given by a device code; one that names none asks for all of its own that may be. Roles of
 * administration are handed over to clients alone of which an owner has said so: people can be talked into typing a code
 * (RFC 8628 §5.4), and it would be the key to everything.
 * @throws OAuthError `invalid_scope` when nothing is left
 */
export function deviceScopes(requested, client) {
    const scope = permittedScopes(askedScopes(requested, client.scope), client);
    if (scope.length > 0)
        return scope;
    throw new OAuthError('invalid_scope', `not given to this client by a device code: ${ROLE_NAMES.join(' ')}`);
}
/** Those that a code may give the client. */
export function permittedScopes(scope, { deviceAdministration }) {
    return scope.filter((name) => deviceAdministration || !isRole(name));
}
/** Whoever administers by a code does so while its person is signed in, and no longer. */
export function boundedScopes(scope) {
    return scope.some(isRole) ? scope.filter((name) => name !== 'offline_access') : [...scope];
}
//# sourceMappingURL=device-scope.rules.js.map