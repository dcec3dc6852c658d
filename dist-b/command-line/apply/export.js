import { createSchema } from './inventory.js';
import { NOUNS } from './nouns.js';
/** Everything that a configuration can say of what there is, without secrets: to apply it there changes nothing. */
export function exportOf(inventory, table, name) {
    const of = (noun) => inventory.found.filter((found) => found.noun === noun && found.ours);
    const lists = NOUNS.filter((noun) => noun !== 'rules').map((noun) => {
        const things = of(noun).map((found) => ({
            ...pin(found, inventory),
            ...concise(found.fields, createSchema(noun, table)),
            ...(noun === 'issuers' ? rulesOf(found, of('rules'), table) : {}),
        }));
        return [noun, things];
    });
    const named = Object.fromEntries(lists);
    return { gatehouse: 1, ...(name === undefined ? {} : { name }), ...named };
}
/** A client is called by its name, where no other client has it. */
function pin({ noun, id, called }, inventory) {
    return noun === 'clients' && inventory.calledOf(noun, id) !== called ? { client_id: id } : {};
}
function rulesOf({ called }, rules, table) {
    const own = rules.filter(({ parent }) => parent === called);
    return own.length === 0 ? {} : { rules: own.map(({ fields }) => concise(fields, createSchema('rules', table))) };
}
/** Without what goes without saying. */
function concise(fields, schema) {
    const properties = (schema['properties'] ?? {});
    const said = Object.entries(fields).filter(([name, value]) => {
        const preset = properties[name]?.['default'];
        return value !== null && JSON.stringify(value) !== JSON.stringify(preset);
    });
    return Object.fromEntries(said.map(([name, value]) => [name, name === 'credential' ? credential(value) : value]));
}
function credential({ set_at: _, ...rest }) {
    return rest;
}
//# sourceMappingURL=export.js.map