import { isJsonObject } from '../../kernel/strict-json.js';
import { readScope, SCOPE_NAME } from '../../kernel/scope-set.js';
const MOST_RESOURCES = 20;
/**
 * Why an ID-JAG that is genuine does not fit who brings it; null when it does (ID-JAG §4.4.1): it is made out to one
 * client, and what it says of scope and resource must be understood to be honoured.
 */
export function jagFault(claims, issuer, { clientId }) {
    if (claims['client_id'] !== clientId)
        return 'it is made out to another client';
    if (issuer.clients.length > 0 && !issuer.clients.includes(clientId))
        return 'the issuer may not speak for this client';
    return jagContentFault(claims);
}
/** What in an ID-JAG is not understood, whoever brings it; null when nothing is. */
export function jagContentFault(claims) {
    const { scope, authorization_details } = claims;
    if (scope !== undefined && !(typeof scope === 'string' && readScope(scope).every((name) => SCOPE_NAME.test(name)))) {
        return 'scope is not a text of names';
    }
    if (authorization_details !== undefined)
        return 'it has authorization_details, which are not understood';
    return resourcesFault(claims['resource']) ?? (jagConfirmation(claims) === null ? 'cnf is not understood' : null);
}
function resourcesFault(resource) {
    if (resource === undefined)
        return null;
    const named = Array.isArray(resource) ? resource : [resource];
    const fits = named.length > 0 && named.length <= MOST_RESOURCES && named.every((one) => typeof one === 'string');
    return fits ? null : 'resource is neither a text nor a list of some';
}
/** Scopes that it gives; null when it says nothing of them. */
export function jagScope({ scope }) {
    return typeof scope === 'string' ? readScope(scope) : null;
}
/** Resources that it is for; null when it says nothing of them. */
export function jagResources({ resource }) {
    if (resource === undefined)
        return null;
    const named = Array.isArray(resource) ? resource : [resource];
    return named.filter((one) => typeof one === 'string');
}
/** To what it is bound, which its client must prove (ID-JAG §8.2); null when that is not understood. */
export function jagConfirmation({ cnf }) {
    if (cnf === undefined)
        return {};
    if (!isJsonObject(cnf))
        return null;
    const members = Object.entries(cnf);
    // One that names nothing we know would bind it to nothing.
    const known = members.every(([name, one]) => (name === 'jkt' || name === 'x5t#S256') && typeof one === 'string');
    return known && members.length > 0 ? cnf : null;
}
//# sourceMappingURL=id-jag.rules.js.map