import { closeSync, openSync, readSync } from 'node:fs';
import { WrongUse } from './refusal.js';
/** What stands on a command line is in histories and lists of processes, where no secret may be. */
const SECRET = /^(client_secret|secret|password|value|hash|private_key)$/;
/** Every option that an operation takes: parameters of its query, and fields of its body. */
export function optionsOf({ query = [], body }, { schemas }) {
    const asked = query.map(({ name, schema, description = '' }) => ({
        name,
        schema,
        in: 'query',
        description,
    }));
    const properties = ((body === undefined ? undefined : schemas[body]?.['properties']) ?? {});
    const written = Object.entries(properties)
        .filter(([name]) => !asked.some((one) => one.name === name))
        .map(([name, schema]) => ({ name, schema, in: 'body', description: words(schema) }));
    return [...asked, ...written];
}
function words(schema) {
    const { description } = schema;
    return typeof description === 'string' ? (description.split('\n')[0] ?? '') : '';
}
/** The types that a value may have. */
export function typesOf({ type }) {
    return [type].flat().filter((name) => typeof name === 'string');
}
/** The words that a value may be; null when it may be others. */
export function choicesOf(schema) {
    const { enum: allowed } = schema;
    if (!Array.isArray(allowed) || !typesOf(schema).includes('string'))
        return null;
    return allowed.map((word) => (word === null ? 'null' : String(word)));
}
/** The value that a text stands for; `@FILE` and `@-` stand for what is in them. @throws WrongUse */
export function valueOf({ name, schema }, text, before) {
    const types = typesOf(schema);
    const option = `--${optionName(name)}`;
    if (text === 'null' && types.includes('null'))
        return null;
    if (SECRET.test(name)) {
        if (!text.startsWith('@'))
            throw new WrongUse(`${option} would be seen by others here: give @FILE, or @- for standard input.`);
        return contentOf(text.slice(1)).replace(/\r?\n$/, '');
    }
    if (types.includes('array'))
        return [...(before ?? []), ...listOf(option, text)];
    if (types.includes('boolean') && types.length === 1)
        return truth(option, text);
    if (types.includes('integer') || types.includes('number'))
        return number(option, text);
    return types.includes('string') ? text : objectOf(option, text);
}
function listOf(option, text) {
    if (text === '')
        return [];
    if (!text.startsWith('['))
        return text.split(',').map((one) => one.trim());
    return jsonIn(option, text);
}
function objectOf(option, text) {
    if (text.startsWith('@'))
        return jsonIn(option, contentOf(text.slice(1)));
    const value = jsonIn(option, text);
    const secret = secretIn(value);
    if (secret === null)
        return value;
    throw new WrongUse(`${secret} would be seen by others here: give ${option} @FILE, or @- for standard input.`);
}
function secretIn(value) {
    if (typeof value !== 'object' || value === null)
        return null;
    return Object.keys(value).find((name) => SECRET.test(name)) ?? null;
}
function truth(option, text) {
    if (text === 'true' || text === 'false')
        return text === 'true';
    throw new WrongUse(`${option} must be true or false.`);
}
function number(option, text) {
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value))
        return value;
    throw new WrongUse(`${option} must be a number.`);
}
/** @throws WrongUse */
export function jsonIn(option, text) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        throw new WrongUse(`${option} must be JSON: ${error.message}`);
    }
}
/** Bytes of the largest input that is read: nobody wrote more by hand. */
const MOST = 8 * 1024 * 1024;
/** What a file holds; `-` is standard input. @throws WrongUse */
export function contentOf(path) {
    const named = path === '-' ? 'Standard input' : path;
    let bytes;
    try {
        bytes = bytesOf(path);
    }
    catch (error) {
        throw new WrongUse(`${named} cannot be read: ${error.message}`);
    }
    if (bytes.length > MOST)
        throw new WrongUse(`${named} is too large: ${MOST / 1024 / 1024} MiB at most.`);
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch {
        throw new WrongUse(`${named} is not UTF-8.`);
    }
}
/** A little more than {@link MOST} at most, however much there is, and goes on coming. */
function bytesOf(path) {
    const file = path === '-' ? 0 : openSync(path, 'r');
    const chunks = [];
    try {
        for (let total = 0; total <= MOST;) {
            const chunk = Buffer.alloc(64 * 1024);
            const read = readSync(file, chunk);
            if (read === 0)
                break;
            chunks.push(chunk.subarray(0, read));
            total += read;
        }
    }
    finally {
        if (file !== 0)
            closeSync(file);
    }
    return Buffer.concat(chunks);
}
/** How a name is written on a command line. */
export function optionName(name) {
    return name.replace(/_/g, '-');
}
//# sourceMappingURL=given-input.rules.js.map