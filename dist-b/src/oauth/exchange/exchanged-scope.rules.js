import { OAuthError } from '../../kernel/oauth-error.js';
import { grants, readScope, sortScopes } from '../../kernel/scope-set.js';
import { HOOK_AUDIENCE } from '../token/scope.rules.js';
/**
 * Scopes of an exchanged token: what the subject token has, the client may have, and the person still holds. It goes on
 * no longer than the token does, so that `offline_access` is never part of it.
 * @returns without repeats, by level, highest first
 * @throws OAuthError `invalid_scope` when more is asked for than that, or nothing is left
 */
export function exchangedScope(question) {
    const { requested, subjectScope, clientScope, roles, catalogue, audience } = question;
    const may = (name) => {
        const tier = catalogue.get(name)?.tier;
        if (tier === undefined || name === 'offline_access')
            return false;
        if (name.startsWith('hook:') && audience !== HOOK_AUDIENCE)
            return false;
        if (tier === 'user' && !grants(roles, name))
            return false;
        return grants(subjectScope, name) && grants(clientScope, name);
    };
    const asked = requested === undefined ? subjectScope : readScope(requested);
    const beyond = asked.filter((name) => !may(name));
    if (requested !== undefined && beyond.length > 0) {
        throw new OAuthError('invalid_scope', `more than can be passed on: ${beyond.join(' ')}`);
    }
    const scope = asked.filter(may);
    if (scope.length === 0)
        throw new OAuthError('invalid_scope', 'no scope of the subject_token can be passed on');
    return sortScopes(scope);
}
//# sourceMappingURL=exchanged-scope.rules.js.map