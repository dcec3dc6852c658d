import { isSecretField } from './configuration.js';
const SIGNS = { create: '+', change: '~', unchanged: '=', delete: '-', leave: '?' };
/** A plan as text. */
export function planText(steps) {
    const lines = steps.filter(({ action }) => action !== 'unchanged').flatMap(linesOf);
    const count = (action) => steps.filter((step) => step.action === action).length;
    const [create, change, remove] = [count('create'), count('change'), count('delete')];
    const empty = create + change + remove === 0;
    const counts = `${create} to create, ${change} to change, ${remove} to delete, ${count('unchanged')} unchanged`;
    const left = count('leave');
    const gone = left === 0 ? [] : [`${left} no longer named, and left as they are: --prune deletes them.`];
    return [...lines, ...gone, empty ? `Nothing to do: ${counts}.` : `Plan: ${counts}.`].join('\n');
}
function linesOf(step) {
    const { noun, called } = 'entry' in step ? step.entry : step.found;
    const head = `${SIGNS[step.action]} ${step.action.padEnd(6)}  ${noun}  ${called}`;
    if (step.action === 'create') {
        const fields = Object.entries(masked(step.entry.fields));
        return [head, ...fields.map(([name, value]) => `    ${name}: ${JSON.stringify(value)}`)];
    }
    if (step.action !== 'change')
        return [head];
    const changes = step.changes.map(({ field, from, to }) => {
        return `    ${field}: ${JSON.stringify(from)} -> ${JSON.stringify(hidden(to, `/${field}`))}`;
    });
    return [head, ...changes];
}
/** A plan for programs. */
export function planJson(steps) {
    return steps.map((step) => {
        const { noun, called } = 'entry' in step ? step.entry : step.found;
        const changes = step.action === 'change'
            ? { changes: step.changes.map((one) => ({ ...one, to: hidden(one.to, `/${one.field}`) })) }
            : {};
        return { action: step.action, noun, name: called, ...changes };
    });
}
function masked(fields) {
    return hidden(fields, '');
}
/** No secret is shown, not even one that is about to be written. */
function hidden(value, pointer) {
    if (value !== undefined && isSecretField(pointer))
        return '(secret)';
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, hidden(inner, `${pointer}/${name}`)]));
}
//# sourceMappingURL=shown-plan.js.map