/** What is administered under a name in a path that is not what one calls it. */
const CALLED = {
    users: ['person', 'people'],
    keys: ['signing key', 'signing keys'],
    policies: ['policy rule', 'policy rules'],
    'sign-in-providers': ['sign-in provider', 'sign-in providers'],
    audit: ['receipt', 'receipts'],
};
/**
 * What an operation of administration does, where path and method say it, such as `Create a secret for a client`. Null
 * where they do not, as with `…/keys/rotate`: there the source must.
 */
export function summaryOfPath(route) {
    const [, inside] = route.path.split('/api/v1/admin/');
    if (inside === undefined)
        return null;
    const segments = inside.split('/');
    const [name = '', owner] = segments.filter((segment) => !segment.startsWith('{')).reverse();
    if (segments.at(-1)?.startsWith('{') === true)
        return ofOne(route.verb, name, owner);
    return route.verb === 'get' ? reading(route, name, owner) : writing(route, name, owner);
}
const DONE = { get: 'Show', post: 'Send', put: 'Replace', patch: 'Change', delete: 'Delete' };
function ofOne(verb, name, owner) {
    return `${DONE[verb]} ${verb === 'get' ? `one ${one(name)}` : withArticle(one(name))}${of(owner)}`;
}
function reading({ listed, beside }, name, owner) {
    if (listed)
        return owner === undefined ? `List ${several(name)}` : `List the ${several(name)}${of(owner)}`;
    return beside.length > 1 ? `Show the ${words(name)}${of(owner)}` : null;
}
function writing({ verb, beside, hasItems }, name, owner) {
    if (verb !== 'post')
        return `${verb === 'put' ? 'Set' : DONE[verb]} the ${words(name)}${of(owner)}`;
    if (!hasItems && !beside.includes('get'))
        return null;
    return `Create ${withArticle(one(name))}${of(owner).replace(' of ', ' for ')}`;
}
function of(owner) {
    return owner === undefined ? '' : ` of ${withArticle(one(owner))}`;
}
/** The first sentence of a text. */
export function firstSentence(text) {
    const [sentence = ''] = text.split(/(?<=[.!?])\s/);
    return sentence.replace(/\.$/, '');
}
function one(name) {
    return CALLED[name]?.[0] ?? words(name).replace(/ies$/, 'y').replace(/s$/, '');
}
function several(name) {
    return CALLED[name]?.[1] ?? words(name);
}
function words(name) {
    return name.replaceAll('-', ' ');
}
function withArticle(thing) {
    return `${/^[aeiou]/.test(thing) ? 'an' : 'a'} ${thing}`;
}
//# sourceMappingURL=operation-summary.rules.js.map