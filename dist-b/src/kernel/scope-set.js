/** The permissions of the reference, with its levels, and those of OpenID Connect. */
export const BUILT_IN_SCOPES = [
    { name: 'owner', tier: 'user', level: 110, description: 'Own this Gatehouse' },
    { name: 'admin', tier: 'user', level: 100, description: 'Administer this Gatehouse' },
    { name: 'security_operator', tier: 'user', level: 80, description: 'Watch over this Gatehouse, revoke and ban' },
    { name: 'auditor', tier: 'user', level: 80, description: 'Read everything of this Gatehouse' },
    { name: 'help_desk', tier: 'user', level: 80, description: 'Help people with their sessions and devices' },
    { name: 'agent_owner', tier: 'user', level: 80, description: 'Look after your own agents' },
    { name: 'user', tier: 'user', level: 50, description: 'Act as a signed-in person' },
    { name: 'service', tier: 'service', level: 40, description: 'Call services as a machine' },
    { name: 'a2a', tier: 'service', level: 30, description: 'Call A2A agents' },
    { name: 'mcp', tier: 'service', level: 20, description: 'Call MCP servers' },
    { name: 'hook:govern', tier: 'service', level: 15, description: 'Ask for governance decisions' },
    { name: 'hook:track', tier: 'service', level: 15, description: 'Report usage' },
    { name: 'anonymous', tier: 'user', level: 10, description: 'Act without a signed-in person' },
    { name: 'openid', tier: 'identity', level: 9, description: 'Know who you are' },
    { name: 'profile', tier: 'identity', level: 8, description: 'Read your name' },
    { name: 'email', tier: 'identity', level: 7, description: 'Read your e-mail address' },
    { name: 'offline_access', tier: 'identity', level: 6, description: 'Go on acting for you after you signed out' },
];
/** What is left to a person from whom every other role was taken: each has one at least. */
export const NO_ROLE = 'anonymous';
const builtIn = new Map(BUILT_IN_SCOPES.map((scope) => [scope.name, scope]));
/** Scope of an administrator's own: no level, hence after every built-in one. */
export function customScope(name, tier, description) {
    return { name, tier, level: 0, description };
}
/** Scope names as RFC 6749 §3.3 allows them. */
export const SCOPE_NAME = /^[\x21\x23-\x5b\x5d-\x7e]+$/;
/** Scopes of a `scope` parameter, without repeats, in the order given (RFC 6749 §3.3). */
export function readScope(text) {
    return [...new Set(text.split(' ').filter((name) => name !== ''))];
}
/** Whether a text names 1 to 100 scopes, separated by spaces; whether they exist is another question. */
export function isScope(text) {
    const names = readScope(text);
    return names.length >= 1 && names.length <= 100 && names.every((name) => name.length <= 64 && SCOPE_NAME.test(name));
}
/**
 * Whether holding `held` grants `wanted`. Implication runs within the user tier's built-in ladder alone
 * (owner > admin > the other roles of administration > user > anonymous); between tiers levels only sort.
 */
export function implies(held, wanted) {
    if (held === wanted)
        return true;
    const [a, b] = [builtIn.get(held), builtIn.get(wanted)];
    return a?.tier === 'user' && b?.tier === 'user' && a.level > b.level;
}
/** Whether any of the held scopes grants the wanted one. */
export function grants(held, wanted) {
    return held.some((name) => implies(name, wanted));
}
/** Those of the names that exist, and whose user-tier ones the person holds. */
export function heldScopes(names, roles, catalogue) {
    return names.filter((name) => {
        const tier = catalogue.get(name)?.tier;
        return tier === 'user' ? grants(roles, name) : tier !== undefined;
    });
}
/** Without repeats, by level, highest first; equals by name, so that an answer is stable. */
export function sortScopes(names) {
    const level = (name) => builtIn.get(name)?.level ?? 0;
    return [...new Set(names)].sort((a, b) => level(b) - level(a) || (a < b ? -1 : 1));
}
/** What is left without what a client may learn of a person: that is for the person to allow, and follows from no silence. */
export function withoutIdentity(names) {
    return names.filter((name) => builtIn.get(name)?.tier !== 'identity');
}
//# sourceMappingURL=scope-set.js.map