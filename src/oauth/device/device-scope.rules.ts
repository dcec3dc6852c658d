import { OAuthError } from '../../kernel/oauth-error.js';
import { ROLE_NAMES } from '../../kernel/roles.js';
import { askedScopes } from '../token/scope.rules.js';

/**
 * Never handed over by a code that people type: they can be talked into typing one (RFC 8628 §5.4), and here it would be
 * the key to everything. No client is excepted; whoever administers has a browser.
 */
const PRIVILEGED: readonly string[] = ROLE_NAMES;

/**
 * Scopes that a client may be given by a device code; one that names none asks for all of its own that may be.
 * @throws OAuthError `invalid_scope` when nothing is left
 */
export function deviceScopes(requested: string | undefined, clientScope: readonly string[]): string[] {
  const scope = askedScopes(requested, clientScope).filter((name) => !PRIVILEGED.includes(name));
  if (scope.length > 0) return scope;
  throw new OAuthError('invalid_scope', `not given by a device code: ${PRIVILEGED.join(' ')}`);
}
