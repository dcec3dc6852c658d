import { endProgress, progress } from '../shown.js';
import { isSecretField } from './configuration.js';
import { exchanged, FACTS, NOUNS } from './nouns.js';
const ADMINISTRATION = '/api/v1/admin';
/** Where things of a kind are, or one of them. @param parent id of what it is part of */
export function pathOf(noun, id, parent = '') {
    const list = `${ADMINISTRATION}${FACTS[noun].path.replace('{parent}', encodeURIComponent(parent))}`;
    return id === null ? list : `${list}/${encodeURIComponent(id)}`;
}
/** Everything that a configuration can be about, as it is at the server now. */
export class Inventory {
    found;
    byId = new Map();
    byName = new Map();
    constructor(views, table) {
        this.name(views);
        this.found = views.map(({ noun, view, parent }) => this.foundOf(noun, view, fieldNames(noun, table), parent));
    }
    /** @throws Refusal when the caller may not see it */
    static async of(line, table) {
        const views = [];
        try {
            for (const noun of NOUNS.filter((one) => one !== 'rules')) {
                const list = await line.all({ verb: 'get', path: pathOf(noun, null) }, (count) => progress(`${noun}: ${count}`));
                views.push(...list.map((view) => ({ noun, view })));
            }
            for (const { view } of views.filter(({ noun }) => noun === 'issuers')) {
                const list = await line.all({ verb: 'get', path: pathOf('rules', null, String(view['id'])) });
                views.push(...list.map((rule) => ({ noun: 'rules', view: rule, parent: view })));
            }
        }
        finally {
            endProgress();
        }
        return new Inventory(views, table);
    }
    /** What a thing is called that has an id. */
    calledOf(noun, id) {
        return this.byId.get(`${noun} ${id}`) ?? id;
    }
    /** The id of a thing that is called so, or has it for an id; undefined when there is none. */
    idOf(noun, called) {
        const name = noun === 'users' ? called.toLowerCase() : called;
        return this.byName.get(`${noun} ${name}`) ?? (this.byId.has(`${noun} ${called}`) ? called : undefined);
    }
    /** From now on there is one more. */
    add(noun, called, id) {
        this.byName.set(`${noun} ${called}`, id);
        this.byId.set(`${noun} ${id}`, called);
    }
    name(views) {
        for (const { noun, view } of views) {
            const { id, called } = FACTS[noun];
            const [own, name] = [String(view[id]), called(view)];
            const same = views.filter((other) => other.noun === noun && isOurs(other.view) && called(other.view) === name);
            // A name that several have means none of them, and whoever registers themselves choose theirs.
            const unique = isOurs(view) && (noun === 'policies' || noun === 'rules' || same.length === 1);
            this.byId.set(`${noun} ${own}`, unique ? name : own);
            if (unique)
                this.byName.set(`${noun} ${name}`, own);
        }
    }
    foundOf(noun, view, names, parent) {
        const own = Object.fromEntries(names.filter((name) => name in view).map((name) => [name, view[name]]));
        const fields = exchanged(noun, own, (target, id) => this.calledOf(target, id));
        const id = String(view[FACTS[noun].id]);
        const above = parent === undefined ? undefined : FACTS.issuers.called(parent);
        return {
            noun,
            id,
            path: pathOf(noun, id, String(parent?.['id'])),
            called: above === undefined ? FACTS[noun].called(fields) : `${above} ${FACTS[noun].called(fields)}`,
            ...(above === undefined ? {} : { parent: above }),
            fields,
            view,
            ours: isOurs(view),
        };
    }
}
/** Whether an administrator wrote it down. */
function isOurs(view) {
    return view['built_in'] !== true && (view['registration'] ?? 'administrator') === 'administrator';
}
/** Names of all fields that can be written and are shown. */
function fieldNames(noun, table) {
    const schema = createSchema(noun, table);
    return Object.keys((schema['properties'] ?? {})).filter((name) => !isSecretField(`/${name}`));
}
/** The schema of what makes a thing. */
export function createSchema(noun, { operations, schemas }) {
    const { body = '' } = operations.find(({ id }) => id === FACTS[noun].create) ?? {};
    return schemas[body] ?? {};
}
//# sourceMappingURL=inventory.js.map