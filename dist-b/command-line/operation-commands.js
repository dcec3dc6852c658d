import { Option } from 'commander';
import { choicesOf, contentOf, jsonIn, optionName, optionsOf, typesOf, valueOf, } from './given-input.rules.js';
import { runOperation } from './operation-run.js';
import { WrongUse } from './refusal.js';
/** A command for every operation: `clients.secrets.create` is `clients secrets create`. @param lineAt for the URL that was named */
export function addOperations(program, table, lineAt) {
    for (const [noun, words] of Object.entries(table.nouns))
        within(program, optionName(noun)).description(words);
    for (const operation of table.operations) {
        const path = operation.id.split('.').map(optionName);
        const command = path.reduce(within, program);
        describe(command, operation, optionsOf(operation, table), lineAt);
    }
}
/** The command of a name below another. What shows one thing is also called `show`. */
function within(parent, name) {
    const known = parent.commands.find((command) => command.name() === name || command.aliases().includes(name));
    if (known !== undefined)
        return known;
    const command = parent.command(name === 'read' ? 'show' : name);
    if (name === 'read')
        command.alias('read');
    return command;
}
function describe(command, operation, given, lineAt) {
    const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    const roles = operation.roles.length === 0 ? '' : `\n\nFor: ${operation.roles.join(', ')}.`;
    command.summary(operation.summary).description(`${operation.description ?? `${operation.summary}.`}${roles}`);
    for (const name of names)
        command.argument(`<${optionName(name)}>`);
    const fields = new Map(given.map((one) => [addField(command, one), one]));
    addHow(command, operation, given);
    command.action(async (...parameters) => {
        const options = command.opts();
        const how = options;
        const asked = [...fields].filter(([attribute]) => options[attribute] !== undefined);
        const values = (place) => Object.fromEntries(asked.flatMap(([attribute, one]) => (one.in === place ? [[one.name, options[attribute]]] : [])));
        const wishes = {
            args: parameters.slice(0, names.length),
            query: textsOf(values('query')),
            body: bodyOf(operation, how.body, values('body')),
            json: how.json === true,
            all: how.all === true,
            ...(how.ifMatch === undefined ? {} : { ifMatch: how.ifMatch }),
            ...(how.output === undefined ? {} : { output: how.output }),
        };
        const hasUrlField = given.some(({ name }) => name === 'url');
        await runOperation(lineAt(hasUrlField ? undefined : how.url), operation, wishes);
    });
}
/** @returns the name under which commander keeps its value */
function addField(command, given) {
    const { schema, name } = given;
    const choices = choicesOf(schema);
    const types = typesOf(schema);
    const bare = types.length === 1 && types[0] === 'boolean';
    const option = new Option(`--${optionName(name)} ${bare ? '[true|false]' : placeholder(types)}`, given.description);
    if (choices !== null)
        option.choices(choices);
    const check = option.parseArg;
    option.argParser((text, before) => {
        if (check !== undefined)
            check(text, undefined);
        return valueOf(given, text, before);
    });
    if (bare)
        option.preset('true');
    command.addOption(option);
    return option.attributeName();
}
function placeholder(types) {
    if (types.includes('array'))
        return '<a,b,…>';
    if (types.includes('integer') || types.includes('number'))
        return '<n>';
    return types.includes('string') ? '<text>' : '<json|@file>';
}
function addHow(command, { verb, body, query = [], id }, given) {
    const taken = (name) => given.some((one) => optionName(one.name) === name);
    const add = (name, flags, description) => {
        if (!taken(name))
            command.option(flags, description);
    };
    add('json', '--json', 'print exact JSON');
    if (body !== undefined)
        add('body', '--body <file>', 'the whole object as JSON; - for standard input; options override it');
    if (query.some(({ name }) => name === 'after'))
        add('all', '--all', 'every page');
    if (verb !== 'get' && verb !== 'post')
        add('if-match', '--if-match <etag>', 'only if it is still as this ETag says');
    if (/export|csv|ndjson|proof/.test(id) || query.some(({ name }) => name === 'format')) {
        add('output', '--output <file>', 'write the answer to a file');
    }
    add('url', '--url <url>', 'which Gatehouse; needed when this machine knows none or several');
}
function textsOf(values) {
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}
function bodyOf({ body }, file, values) {
    if (body === undefined)
        return undefined;
    const whole = file === undefined ? {} : jsonIn('--body', contentOf(file));
    if (typeof whole === 'object' && whole !== null && !Array.isArray(whole))
        return { ...whole, ...values };
    throw new WrongUse('--body must be a JSON object.');
}
//# sourceMappingURL=operation-commands.js.map