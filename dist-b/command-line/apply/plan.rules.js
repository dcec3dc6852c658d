import { NOUNS } from './nouns.js';
/**
 * What leads from what there is to what a configuration says. A field that it leaves out stays as it is.
 * @param applied what the same configuration was about before
 */
export function planOf(entries, inventory, applied, prune) {
    const matches = matched(entries, inventory, applied);
    const steps = entries.map((entry) => {
        const found = matches.get(entry);
        if (found === undefined)
            return { action: 'create', entry };
        const changes = changesOf(entry, found);
        return changes.length === 0 ? { action: 'unchanged', entry, found } : { action: 'change', entry, found, changes };
    });
    const kept = new Set(matches.values());
    const gone = inventory.found.filter((found) => !kept.has(found) &&
        found.ours &&
        applied.some(({ noun, id, made }) => made && noun === found.noun && id === found.id));
    const backwards = gone.sort((one, other) => NOUNS.indexOf(other.noun) - NOUNS.indexOf(one.noun));
    return [...steps, ...backwards.map((found) => ({ action: prune ? 'delete' : 'leave', found }))];
}
/** Which thing each entry means: the one it insists on, the one it was before, or the one that is called so. */
function matched(entries, { found }, applied) {
    const matches = new Map();
    const taken = new Set();
    const pass = (fits) => {
        for (const entry of entries.filter((one) => !matches.has(one))) {
            const one = found.find((other) => other.noun === entry.noun && !taken.has(other) && fits(entry, other));
            if (one === undefined)
                continue;
            matches.set(entry, one);
            taken.add(one);
        }
    };
    const before = new Map(applied.map(({ noun, key, id }) => [`${noun} ${key}`, id]));
    const isCalled = (entry, one) => one.ours && entry.called === one.called && entry.id === undefined;
    pass((entry, one) => entry.id === one.id);
    pass((entry, one) => entry.key.startsWith('key ') && before.get(`${entry.noun} ${entry.key}`) === one.id);
    pass((entry, one) => isCalled(entry, one) && changesOf(entry, one).length === 0);
    pass((entry, one) => isCalled(entry, one) && entry.fields['effect'] === one.fields['effect']);
    pass(isCalled);
    return matches;
}
/** Fields of an entry that are otherwise now. */
export function changesOf(entry, found) {
    return Object.entries(entry.fields)
        .filter(([field, to]) => to !== undefined && !isSame(field, to, found.fields[field]))
        .map(([field, to]) => ({ field, from: found.fields[field] ?? null, to }));
}
function isSame(field, wanted, now) {
    if (field === 'client_secret')
        return true;
    if (field === 'credential')
        return isSameCredential((wanted ?? {}), (now ?? {}));
    return canonical(field, wanted) === canonical(field, now);
}
/** What it keeps secret is not shown, and what it leaves out the server has filled in. */
function isSameCredential(wanted, now) {
    return Object.entries(wanted)
        .filter(([name]) => !['value', 'client_secret', 'set_at'].includes(name))
        .every(([name, value]) => canonical(name, value) === canonical(name, now[name]));
}
/** Lists whose order says something. */
const ORDERED = ['role_claim', 'arguments'];
function canonical(field, value) {
    if (field === 'scope' && typeof value === 'string')
        return value.split(' ').sort().join(' ');
    if (field === 'email' && typeof value === 'string')
        return value.toLowerCase();
    return JSON.stringify(sorted(value, !ORDERED.includes(field)));
}
function sorted(value, lists) {
    if (Array.isArray(value)) {
        const all = value.map((one) => sorted(one, lists));
        return lists && all.every((one) => typeof one === 'string') ? all.sort() : all;
    }
    if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value)))
        return Date.parse(value);
    if (typeof value !== 'object' || value === null)
        return value ?? null;
    const members = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
    return Object.fromEntries(members.sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, member]) => [name, sorted(member, lists)]));
}
//# sourceMappingURL=plan.rules.js.map