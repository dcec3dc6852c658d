const FIELDS = 'gatehouse:fields';
const EXAMPLES = 'gatehouse:examples';
const classes = new Map();
/** A rule that also says what it asks for, as a schema. */
export function described(rule, description) {
    return (target, property) => {
        rule(target, property);
        const own = new Map(fieldsOf(target));
        own.set(String(property), { ...own.get(String(property)), ...description });
        Reflect.defineMetadata(FIELDS, own, target);
        const type = target.constructor;
        const named = classes.get(type.name) ?? new Set();
        classes.set(type.name, named.add(type));
    };
}
/** A body that works, for whoever reads of the request. Ids in it are those of {@link EXAMPLE}. */
export function Example(create, change) {
    return (type) => Reflect.defineMetadata(EXAMPLES, { create, ...(change && { change }) }, type);
}
/** The request class of a name. @throws Error when two have it */
export function requestClass(name) {
    const [type, other] = classes.get(name) ?? [];
    if (other !== undefined)
        throw new Error(`Two classes are called ${name}: a document could not tell them apart.`);
    return type;
}
/** Examples that a request class brings itself. */
export function examplesOf(type) {
    return Reflect.getOwnMetadata(EXAMPLES, type);
}
/**
 * The schema of a request class: what its rules say, and of what they leave open the type in the source.
 * @param partial of a change: whatever is left out stays
 */
export function requestSchema(type, facts, partial) {
    const fields = [...fieldsOf(type.prototype)];
    const defaults = new type();
    const properties = fields.map(([name, field]) => [
        name,
        fieldSchema(field, facts?.properties[name] ?? {}, partial ? undefined : defaults[name]),
    ]);
    const required = fields.filter(([, { without }]) => without === undefined).map(([name]) => name);
    return {
        type: 'object',
        ...(facts?.description === undefined ? {} : { description: facts.description }),
        properties: Object.fromEntries(properties),
        ...(partial || required.length === 0 ? {} : { required }),
        additionalProperties: false,
    };
}
function fieldSchema({ schema = {}, without, nested }, source, preset) {
    const inner = source['properties'];
    const said = nested === undefined ? schema : requestSchema(nested(), { properties: inner ?? {} }, false);
    const words = [source['description'], said['description']].filter((text) => typeof text === 'string');
    const { anyOf, ...own } = { ...source, ...said };
    const whole = {
        ...own,
        ...(anyOf !== undefined && said['type'] === undefined ? { anyOf } : {}),
        ...(words.length > 0 ? { description: words.join(' ') } : {}),
        ...(preset === undefined ? {} : { default: preset }),
    };
    return without === 'null' ? orNull(whole) : withoutNull(whole);
}
/** What is declared as `| null` in the source but may not be null. */
function withoutNull(schema) {
    const { type } = schema;
    if (!Array.isArray(type))
        return schema;
    const [only] = type.filter((name) => name !== 'null');
    return { ...schema, type: only };
}
function orNull(schema) {
    const { type, enum: words } = schema;
    const allowed = Array.isArray(words) && !words.includes(null) ? { enum: [...words, null] } : {};
    return typeof type === 'string' ? { ...schema, ...allowed, type: [type, 'null'] } : schema;
}
function fieldsOf(prototype) {
    return Reflect.getMetadata(FIELDS, prototype) ?? new Map();
}
/** What stands in examples for a thing that there must be: whoever tries one puts their own in its place. */
export const EXAMPLE = {
    user: '01920c4e-7b1a-7c3e-9d5f-0a1b2c3d4e5f',
    client: 'a0b1c2d3e4f5a6b7',
    upstream: 'example-upstream',
    issuer: 'https://issuer.example.com',
    session: '01920c4e-7b1a-7c3e-9d5f-5e4d3c2b1a00',
    /** Some time to come. */
    time: '2030-01-31T12:00:00Z',
};
//# sourceMappingURL=described-fields.js.map