import { Refusal } from '../refusal.js';
import { exchanged, FACTS } from './nouns.js';
/** Whether everything that a configuration refers to is there, or in it. @throws Refusal naming whatever is not */
export function checkReferences(path, entries, inventory) {
    const has = (noun, called) => inventory.idOf(noun, called) !== undefined ||
        entries.some((entry) => entry.noun === noun && (entry.called === called || entry.called === called.toLowerCase()));
    const wrong = [];
    for (const entry of entries) {
        const miss = (field, detail) => void wrong.push({ pointer: `${entry.pointer}${field}`, detail });
        exchanged(entry.noun, entry.fields, (target, called, field) => {
            if (!has(target, called))
                miss(field, `names none of the ${target}, here or at the server: ${called}`);
            return called;
        });
        const fault = identityFault(entry, inventory);
        if (fault !== null)
            miss('', fault);
        for (const [field, scope] of scopesOf(entry))
            if (!has('scopes', scope))
                miss(field, `names no scope: ${scope}`);
        if (entry.noun === 'policies' && !hasUpstream(entry.fields, has))
            miss('/upstream', 'names no upstream, here or at the server');
    }
    if (wrong.length > 0)
        throw new Refusal(`${path} cannot be applied, and nothing of it was:`, wrong);
}
/** Names of clients need not be unique; what a file is about must be. */
function identityFault({ noun, id, called }, { found }) {
    if (noun !== 'clients')
        return null;
    if (id !== undefined)
        return found.some((one) => one.noun === noun && one.id === id) ? null : `there is no client ${id}`;
    const same = found.filter((one) => one.noun === noun && one.ours && one.called === called);
    return same.length < 2 ? null : `several clients are called so: say which by "client_id"`;
}
/**
 * Entries so that whatever one refers to stands before it.
 * @throws Refusal when some refer to each other
 */
export function inOrder(path, entries) {
    const done = new Set();
    const open = [];
    const place = (entry) => {
        if (done.has(entry))
            return;
        if (open.includes(entry)) {
            const detail = 'refers to others that refer to it: such a circle is closed by `gatehouse clients update`';
            throw new Refusal(`${path} cannot be applied, and nothing of it was:`, [{ pointer: entry.pointer, detail }]);
        }
        open.push(entry);
        for (const other of referredTo(entry, entries))
            place(other);
        open.pop();
        done.add(entry);
    };
    entries.forEach(place);
    return [...done];
}
function referredTo(entry, entries) {
    const found = [];
    exchanged(entry.noun, entry.fields, (target, called) => {
        found.push(...entries.filter((one) => one !== entry && one.noun === target && one.called === called));
        return called;
    });
    return found;
}
function scopesOf({ noun, fields }) {
    const texts = (field, values) => (Array.isArray(values) ? values : []).map((value) => [`/${field}`, String(value)]);
    if (noun === 'users')
        return texts('roles', fields['roles']);
    if (noun === 'upstreams')
        return texts('required_scopes', fields['required_scopes']);
    if (noun === 'clients')
        return texts('scope', String(fields['scope']).split(' '));
    return [];
}
function hasUpstream({ upstream, upstream_kind: kind }, has) {
    const kinds = kind === undefined ? ['mcp', 'a2a'] : [kind];
    return kinds.some((one) => has('upstreams', FACTS.upstreams.called({ kind: one, name: upstream })));
}
/** Whether each step can be taken at all, as far as that is known here. @throws Refusal */
export function checkSteps(path, steps, self) {
    const wrong = steps.flatMap((step) => {
        const fault = selfFault(step, self);
        if (fault !== null)
            return [fault];
        if (step.action === 'change' && !FACTS[step.entry.noun].changes) {
            return [
                {
                    pointer: step.entry.pointer,
                    detail: `cannot be changed: ${step.changes.map(({ field }) => field).join(', ')}`,
                },
            ];
        }
        return step.action === 'create' ? missingSecrets(step.entry) : [];
    });
    if (wrong.length > 0)
        throw new Refusal(`${path} cannot be applied, and nothing of it was:`, wrong);
}
/** Whoever deletes or deactivates themselves leaves the rest undone, and cannot take anything back. */
function selfFault(step, { sub, client_id }) {
    if (step.action !== 'delete' && step.action !== 'change')
        return null;
    const { noun, id, called } = step.found;
    const isSelf = (noun === 'users' && id === sub) || (noun === 'clients' && id === client_id);
    const changes = step.action === 'change' ? step.changes : null;
    const ends = changes === null || changes.some(({ field, to }) => field === 'status' && to === 'inactive');
    if (!isSelf || !ends)
        return null;
    const pointer = step.action === 'change' ? step.entry.pointer : `/${noun}`;
    return { pointer, detail: `${called} is who applies it, and would be shut out midway` };
}
/** What is made needs its secrets; what is there already keeps them. */
function missingSecrets({ noun, fields, pointer }) {
    const { credential, client_secret, client_id } = fields;
    const { mode, value, client_secret: own } = (credential ?? {});
    const detail = 'is needed to make it: { "from_env": "NAME" } takes it from the environment, where it is not';
    if (noun === 'upstreams' && mode === 'static' && value === undefined)
        return [{ pointer: `${pointer}/credential/value`, detail }];
    if (noun === 'upstreams' && mode === 'token_exchange' && own === undefined) {
        return [{ pointer: `${pointer}/credential/client_secret`, detail }];
    }
    if (noun === 'sign_in_providers' && client_id !== undefined && client_secret === undefined) {
        return [{ pointer: `${pointer}/client_secret`, detail }];
    }
    return [];
}
//# sourceMappingURL=references.js.map