import { OAuthError } from '../../kernel/oauth-error.js';
import { grants, readScope, sortScopes } from '../../kernel/scope-set.js';
/** Audience of the hook scopes, which nothing else may carry. */
export const HOOK_AUDIENCE = 'hook';
/** Names that a decision will look up in the catalogue. */
export function scopesInQuestion(requested, clientScope) {
    return requested === undefined ? [...clientScope] : readScope(requested);
}
/**
 * Scopes of a client's own token: service-tier ones need the client's grant, user-tier ones the client's and the
 * owner's. A partial grant is answered with what was granted.
 * @returns without repeats, by level, highest first
 * @throws OAuthError `invalid_scope` that says which side lacks what
 */
export function grantedScopes(question) {
    const asked = scopesInQuestion(question.requested, question.clientScope);
    const isHook = (name) => name.startsWith('hook:');
    const hooked = question.audience === HOOK_AUDIENCE;
    // What a client learns of a person takes that person's sign-in (OpenID Connect Core §3.1.2).
    const own = asked.filter((name) => question.catalogue.get(name)?.tier !== 'identity');
    // Asked for by name they are refused below; a client that names none gets what suits the audience.
    const wanted = question.requested === undefined && !hooked ? own.filter((name) => !isHook(name)) : own;
    if (wanted.length === 0)
        throw new OAuthError('invalid_scope', emptyText(asked));
    const notClient = wanted.filter((name) => !question.catalogue.has(name) || !grants(question.clientScope, name));
    const delegated = wanted.filter((name) => !notClient.includes(name));
    const notOwner = delegated.filter((name) => question.catalogue.get(name)?.tier === 'user' && !grants(question.ownerRoles, name));
    const granted = delegated.filter((name) => !notOwner.includes(name));
    if (granted.length === 0)
        throw new OAuthError('invalid_scope', lackText(notClient, notOwner));
    if (!hooked && granted.some(isHook)) {
        throw new OAuthError('invalid_scope', `hook scopes need audience ${HOOK_AUDIENCE}`);
    }
    return sortScopes(granted);
}
/**
 * Scopes that an authorization request asks for, as far as the client may have them. One that names none asks for all of
 * the client's, but for `offline_access`: the documented default of RFC 6749 §3.3.
 * @throws OAuthError `invalid_scope` when nothing is left
 */
export function askedScopes(requested, clientScope) {
    const asked = scopesInQuestion(requested, clientScope).filter((name) => !name.startsWith('hook:'));
    const allowed = asked.filter((name) => grants(clientScope, name));
    const wanted = requested === undefined ? allowed.filter((name) => name !== 'offline_access') : allowed;
    if (wanted.length === 0)
        throw new OAuthError('invalid_scope', 'the client may have none of these scopes');
    return sortScopes(wanted);
}
function emptyText(asked) {
    if (asked.some((name) => !name.startsWith('hook:')))
        return 'these scopes need a person who signs in';
    return asked.length === 0 ? 'no scopes requested' : `hook scopes need audience ${HOOK_AUDIENCE}`;
}
function lackText(notClient, notOwner) {
    const texts = [];
    if (notClient.length > 0)
        texts.push(`requested scopes not in client grant: ${notClient.join(' ')}`);
    if (notOwner.length > 0)
        texts.push(`delegated scopes not held by owner: ${notOwner.join(' ')}`);
    return texts.join('; ');
}
//# sourceMappingURL=scope.rules.js.map