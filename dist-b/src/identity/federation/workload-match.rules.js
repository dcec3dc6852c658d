import { isJsonObject, JsonNumber } from '../../kernel/strict-json.js';
import { admitsEverything, fitsPattern, patternFault } from '../../kernel/text-pattern.js';
const MOST_CLAIMS = 10;
const MOST_PATTERNS = 20;
/** Claims that every token of an issuer has alike, or that say nothing of who it is about. */
const ALIKE = ['iss', 'aud', 'exp', 'nbf', 'iat', 'jti'];
/** The step that leads into the claims decides: what is in a list that all have alike is alike, too. */
const telling = (claim) => !ALIKE.includes(stepsOf(claim)[0] ?? '');
/** What is wrong with the claims of a rule, or null. */
export function claimPatternsFault(value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return 'must be an object of patterns by claim';
    const entries = Object.entries(value);
    if (entries.length < 1 || entries.length > MOST_CLAIMS)
        return `must name 1 to ${MOST_CLAIMS} claims`;
    for (const [claim, patterns] of entries) {
        if (!isClaimName(claim))
            return 'must name claims, or point to them with a JSON pointer';
        const fault = patternsFault(patterns);
        if (fault !== null)
            return `${claim}: ${fault}`;
    }
    const narrows = entries.some(([claim, given]) => telling(claim) && !listOf(given).some(admitsEverything));
    return narrows ? null : 'must have a claim, such as sub, that not every token of the issuer has';
}
function patternsFault(given) {
    const patterns = Array.isArray(given) ? given : [given];
    if (patterns.length < 1 || patterns.length > MOST_PATTERNS)
        return `has 1 to ${MOST_PATTERNS} patterns`;
    return patterns.map(patternFault).find((fault) => fault !== null) ?? null;
}
function isClaimName(claim) {
    if (claim === '' || claim.length > 256 || /\p{Cc}/u.test(claim))
        return false;
    return !claim.startsWith('/') || !/~(?![01])/.test(claim);
}
/** Looks at every claim of a rule, so that whoever asks sees all that holds and all that does not. */
export function explainClaims(patterns, claims) {
    return Object.entries(patterns).map(([claim, pattern]) => {
        const texts = textsOf(valueAt(claims, claim));
        const ok = texts.some((text) => listOf(pattern).some((one) => fitsPattern(one, text)));
        return { claim, pattern, found: texts.length === 0 ? null : texts.join(', ').slice(0, 256), ok };
    });
}
/** Whether a token has what a rule asks for, in every claim. */
export function matchesClaims(patterns, claims) {
    const entries = Object.entries(patterns);
    return entries.length > 0 && entries.every(([claim, pattern]) => holds(pattern, valueAt(claims, claim)));
}
function holds(pattern, value) {
    const texts = textsOf(value);
    return listOf(pattern).some((one) => texts.some((text) => fitsPattern(one, text)));
}
/** What a claim's name or pointer leads to. */
function valueAt(claims, claim) {
    return stepsOf(claim).reduce((value, step) => {
        if (Array.isArray(value))
            return /^(0|[1-9]\d{0,5})$/.test(step) ? value[Number(step)] : undefined;
        return isJsonObject(value) ? value[step] : undefined;
    }, claims);
}
/** Names on the way to a value: the claim's own, or those of a pointer. */
function stepsOf(claim) {
    if (!claim.startsWith('/'))
        return [claim];
    // ~1 first: the other way round "~01" would become a slash (RFC 6901 §4).
    return claim
        .slice(1)
        .split('/')
        .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
/** The texts to compare: of a list, those of its elements. Objects, null and lists within lists have none. */
function textsOf(value) {
    const values = Array.isArray(value) ? value : [value];
    return values.map(textOf).filter((text) => text !== null);
}
function textOf(value) {
    if (typeof value === 'string')
        return value;
    return typeof value === 'number' || typeof value === 'boolean' || value instanceof JsonNumber ? String(value) : null;
}
function listOf(pattern) {
    return (Array.isArray(pattern) ? pattern : [pattern]);
}
/**
 * Which client a workload is. Rules that name different clients decide nothing: the workload must say which it means.
 * @param asked the `client_id` of the request, if there is one
 */
export function chosenClient(matching, asked) {
    const ids = [...new Set(matching.map(({ clientId }) => clientId))];
    if (ids.length === 0)
        return { fault: 'no rule matches' };
    if (asked !== undefined)
        return ids.includes(asked) ? { clientId: asked } : { fault: 'no matching rule is for this client' };
    const [only] = ids;
    return only === undefined || ids.length > 1
        ? { fault: 'rules for several clients match: name one' }
        : { clientId: only };
}
//# sourceMappingURL=workload-match.rules.js.map