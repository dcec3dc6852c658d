import { Problem } from '../../kernel/problem.js';
/** Lists to which they add nothing: each entry lets an agent into what is not theirs. */
const GIVEN = [
    ['introspects', 'introspects'],
    ['audiences', 'audiences'],
    ['pluginIds', 'plugin_ids'],
];
/** What nobody is asked about any more, once it is on. */
const SWITCHES = [
    ['firstParty', 'first_party'],
    ['exchangeIdTokens', 'exchange_id_tokens'],
];
/**
 * Keeps those who look after their own agents to just that: an agent is theirs before and after, and has of what
 * everybody else depends on no more than an administrator gave it. Of scopes they give what they could give an access key
 * of theirs, and roles of administration as far as they hold them, which is looked at apart.
 * @throws Problem 403 naming every field that is not for them
 */
export function requireOwnAgent({ ownerId, before, after }) {
    const wrong = [
        ...(after.ownerId === ownerId ? [] : [{ pointer: '/owner_id', detail: 'must be who asks' }]),
        ...(after.kind === 'agent' || after.kind === before?.kind ? [] : [{ pointer: '/kind', detail: 'must be agent' }]),
        ...added(before, after).map((name) => ({ pointer: `/${name}`, detail: 'is given by administrators' })),
    ];
    if (wrong.length > 0)
        throw new Problem(403, 'These are not for who looks after their own agents alone.', wrong);
}
/** Fields that have more than an administrator gave. */
function added(before, after) {
    const beyond = (list, known = []) => list.some((item) => !known.includes(item));
    const hooks = after.scope.filter((name) => name.startsWith('hook:'));
    return [
        ...GIVEN.filter(([name]) => beyond(after[name], before?.[name])).map(([, shown]) => shown),
        ...SWITCHES.filter(([name]) => after[name] && before?.[name] !== true).map(([, shown]) => shown),
        ...(beyond(hooks, before?.scope) ? ['scope'] : []),
    ];
}
//# sourceMappingURL=own-agents.rules.js.map