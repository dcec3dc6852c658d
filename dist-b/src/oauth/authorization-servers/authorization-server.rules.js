import { isClientId } from '../../identity/clients/client.rules.js';
import { isWebAddress } from '../../identity/federation/trusted-issuer.rules.js';
import { isResourceUri } from '../../kernel/resource-uri.js';
import { readScope, SCOPE_NAME } from '../../kernel/scope-set.js';
/** Whether a text is the identifier of an issuer: an https URL without user, query and fragment (RFC 8414 §2). */
export function isIssuer(text) {
    return text.length <= 1000 && !/[?#]/.test(text) && isWebAddress(text);
}
/** Whether a text is the identifier of a resource, which PostgreSQL, a header and a URL can all carry. */
export function isResource(text) {
    return text.length <= 2048 && /^[\x21-\x7e]+$/.test(text) && isResourceUri(text);
}
/** Whether a text is a list of at most 100 scope names, separated by spaces; it may be empty. */
export function isScopeList(text) {
    const names = readScope(text);
    return names.length <= 100 && names.every((name) => name.length <= 200 && SCOPE_NAME.test(name));
}
const MOST_CLIENTS = 200;
/** What is wrong with a map of client ids here to client ids there; null when nothing is. */
export function clientsFault(value) {
    const isEntry = ([here, there]) => isClientId(here) && typeof there === 'string' && isClientId(there);
    const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
    const entries = isMap ? Object.entries(value) : [];
    if (isMap && entries.length <= MOST_CLIENTS && entries.every(isEntry))
        return null;
    return `must be an object of at most ${MOST_CLIENTS} client ids here, each with the client id there`;
}
//# sourceMappingURL=authorization-server.rules.js.map