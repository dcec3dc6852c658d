import { Ajv2020 } from 'ajv/dist/2020.js';
import { contentOf } from '../given-input.rules.js';
import { Refusal } from '../refusal.js';
import { valueIn } from './notation.rules.js';
import { FACTS, NOUNS } from './nouns.js';
const TOP = ['gatehouse', 'name', ...NOUNS.filter((noun) => noun !== 'rules')];
const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;
/** Reads a configuration, and whether each thing in it can be one at all. @throws Refusal naming everything wrong */
export function readConfiguration(path, notation, table, environment) {
    const whole = parsed(path, notation);
    const wrong = Object.keys(whole)
        .filter((name) => !TOP.includes(name))
        .map((name) => ({ pointer: `/${name}`, detail: `is not one of ${TOP.join(', ')}` }));
    if (whole['gatehouse'] !== 1)
        wrong.push({ pointer: '/gatehouse', detail: 'must be 1, the version of this format' });
    const { name = null } = whole;
    if (name !== null && !(typeof name === 'string' && NAME.test(name))) {
        wrong.push({ pointer: '/name', detail: 'must have 1 to 63 characters of a-z, 0-9 and -' });
    }
    const entries = entriesOf(whole, wrong).map((entry) => withSecrets(entry, environment, wrong));
    const check = checker(table);
    for (const entry of entries)
        wrong.push(...check(entry));
    wrong.push(...repeated(entries));
    if (wrong.length > 0)
        throw new Refusal(`${path} cannot be applied, and nothing of it was:`, wrong);
    return { path, name: name, entries };
}
function parsed(path, notation) {
    const value = valueIn(path, contentOf(path), notation);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
        return value;
    throw new Refusal(`${path} must be an object with the members ${TOP.join(', ')}.`);
}
function entriesOf(whole, wrong) {
    const entries = NOUNS.filter((noun) => noun !== 'rules').flatMap((noun) => listOf(whole[noun], `/${noun}`, wrong).flatMap(({ thing, pointer }) => {
        const { key, client_id, rules, ...fields } = thing;
        const rest = { ...fields, ...(noun !== 'clients' && client_id !== undefined ? { client_id } : {}) };
        const entry = entryOf(noun, { key, id: noun === 'clients' ? client_id : undefined }, rest, pointer);
        if (noun !== 'issuers')
            return [entry];
        const parts = listOf(rules, `${pointer}/rules`, wrong);
        return [entry, ...parts.map((part) => entryOf('rules', {}, part.thing, part.pointer, entry.called))];
    }));
    return entries.sort((one, other) => NOUNS.indexOf(one.noun) - NOUNS.indexOf(other.noun));
}
function entryOf(noun, own, fields, pointer, parent) {
    const called = FACTS[noun].called(fields);
    const whole = parent === undefined ? called : `${parent} ${called}`;
    return {
        noun,
        called: whole,
        key: typeof own.key === 'string' ? `key ${own.key}` : typeof own.id === 'string' ? `id ${own.id}` : whole,
        ...(typeof own.id === 'string' ? { id: own.id } : {}),
        ...(parent === undefined ? {} : { parent }),
        fields,
        pointer,
    };
}
function listOf(value, pointer, wrong) {
    if (value === undefined)
        return [];
    if (!Array.isArray(value)) {
        wrong.push({ pointer, detail: 'must be a list' });
        return [];
    }
    return value.flatMap((thing, at) => {
        if (typeof thing === 'object' && thing !== null)
            return [{ thing: thing, pointer: `${pointer}/${at}` }];
        wrong.push({ pointer: `${pointer}/${at}`, detail: 'must be an object' });
        return [];
    });
}
/** Secrets stand in the environment: `{ "from_env": "NAME" }`. One that is missing there is missing here. */
function withSecrets(entry, environment, wrong) {
    const within = (value, pointer) => {
        if (typeof value !== 'object' || value === null)
            return value;
        if (Array.isArray(value))
            return value.map((one, at) => within(one, `${pointer}/${at}`));
        const { from_env: name, ...others } = value;
        if (typeof name === 'string' && Object.keys(others).length === 0) {
            if (!isSecretField(pointer))
                wrong.push({ pointer, detail: 'cannot come from the environment: it is no secret' });
            return environment[name] || undefined;
        }
        return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, within(inner, `${pointer}/${member}`)]));
    };
    return { ...entry, fields: within(entry.fields, entry.pointer) };
}
/** Whether a field is written and never shown. */
export function isSecretField(pointer) {
    return /\/(credential\/(value|client_secret)|client_secret)$/.test(pointer);
}
function checker({ operations, schemas }) {
    const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false });
    const validators = new Map(NOUNS.map((noun) => {
        const { body = '' } = operations.find(({ id }) => id === FACTS[noun].create) ?? {};
        return [noun, ajv.compile(schemas[body] ?? {})];
    }));
    return ({ noun, fields, pointer }) => {
        const validate = validators.get(noun);
        // What is undefined is not there.
        if (validate === undefined || validate(JSON.parse(JSON.stringify(fields))))
            return [];
        return (validate.errors ?? []).map((error) => wrongIn(error, pointer));
    };
}
function wrongIn({ instancePath, keyword, params, message = 'is wrong' }, pointer) {
    const told = params;
    const name = keyword === 'required' ? told['missingProperty'] : told['additionalProperty'];
    const where = `${pointer}${instancePath}${typeof name === 'string' ? `/${name}` : ''}`;
    if (keyword === 'required')
        return { pointer: where, detail: 'is missing' };
    if (keyword === 'additionalProperties')
        return { pointer: where, detail: 'is not known' };
    const allowed = keyword === 'enum' ? `: ${told['allowedValues'].join(', ')}` : '';
    return { pointer: where, detail: `${message}${allowed}` };
}
function repeated(entries) {
    const seen = new Map();
    return entries.flatMap(({ noun, key, called, pointer }) => {
        // Rules may be about the same and differ in what else they say.
        if (noun === 'policies' && key === called)
            return [];
        const first = seen.get(`${noun} ${key}`);
        seen.set(`${noun} ${key}`, first ?? pointer);
        return first === undefined ? [] : [{ pointer, detail: `is there already, at ${first}` }];
    });
}
//# sourceMappingURL=configuration.js.map