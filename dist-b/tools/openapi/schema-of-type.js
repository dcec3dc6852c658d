import ts from 'typescript';
/** Types as the JSON Schema of what `JSON.stringify` makes of their values. */
export class SchemaOfType {
    checker;
    names;
    open = new Set();
    /** @param names learns what whole objects are called, by their schema as JSON */
    constructor(checker, names = new Map()) {
        this.checker = checker;
        this.names = names;
    }
    /** Where a type contains itself, whatever comes there. */
    of(type) {
        if (type.isUnion())
            return this.union(type);
        const plain = plainSchema(type, this.checker);
        if (plain !== null)
            return plain;
        if (type.flags & (ts.TypeFlags.TypeParameter | ts.TypeFlags.Conditional | ts.TypeFlags.IndexedAccess)) {
            const constraint = this.checker.getBaseConstraintOfType(type);
            return constraint === undefined ? {} : this.of(constraint);
        }
        if (this.open.has(type))
            return {};
        this.open.add(type);
        try {
            return this.object(type);
        }
        finally {
            this.open.delete(type);
        }
    }
    union(type) {
        const members = type.types.filter((member) => !(member.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)));
        const texts = members.filter((member) => member.isStringLiteral()).map((member) => member.value);
        const numbers = members.filter((member) => member.isNumberLiteral()).map((member) => member.value);
        const schemas = members
            .filter((member) => !member.isStringLiteral() && !member.isNumberLiteral())
            .map((member) => this.of(member));
        if (texts.length > 0)
            schemas.unshift({ type: 'string', enum: texts.sort() });
        if (numbers.length > 0)
            schemas.unshift({ type: 'number', enum: numbers.sort((one, other) => one - other) });
        return anyOf(schemas);
    }
    object(type) {
        const element = this.checker.isArrayLikeType(type)
            ? this.checker.getIndexTypeOfType(type, ts.IndexKind.Number)
            : undefined;
        if (element !== undefined)
            return { type: 'array', items: this.of(element) };
        const toJson = type.getProperty('toJSON');
        if (toJson !== undefined)
            return this.of(this.returned(toJson));
        const properties = {};
        const required = [];
        for (const property of this.checker.getPropertiesOfType(type)) {
            const valueType = this.checker.getTypeOfSymbol(property);
            if (property.name.startsWith('__@') || valueType.getCallSignatures().length > 0)
                continue;
            properties[property.name] = this.described(property, this.of(valueType));
            if (!(property.flags & ts.SymbolFlags.Optional) && !isOptional(valueType))
                required.push(property.name);
        }
        const rest = this.checker.getIndexTypeOfType(type, ts.IndexKind.String);
        const others = rest === undefined ? {} : { additionalProperties: this.of(rest) };
        if (Object.keys(properties).length === 0)
            return { type: 'object', ...others };
        const schema = { type: 'object', properties, ...(required.length > 0 ? { required } : {}), ...others };
        const name = nameOf(type);
        if (name !== undefined)
            this.names.set(JSON.stringify(schema), name);
        return schema;
    }
    /** A schema with what is said of a property where it is declared. */
    described(symbol, schema) {
        const description = documentation(symbol, this.checker);
        return description === undefined ? schema : { ...schema, description };
    }
    returned(method) {
        const [signature] = this.checker.getTypeOfSymbol(method).getCallSignatures();
        return signature?.getReturnType() ?? this.checker.getUnknownType();
    }
}
/** What the source says of a symbol, as one text. */
export function documentation(symbol, checker) {
    const text = ts.displayPartsToString(symbol.getDocumentationComment(checker)).replace(/\s+/g, ' ').trim();
    return text === '' ? undefined : text;
}
/** What the source calls a type: its own name, or that of the function whose value it is. */
function nameOf({ aliasSymbol, symbol }) {
    const own = aliasSymbol?.name ?? symbol?.name;
    if (own !== undefined &&
        /^[A-Z]/.test(own) &&
        !['Page', 'ReturnType', 'Readonly', 'Record', 'Pick', 'Omit'].includes(own))
        return own;
    const [declaration] = symbol?.declarations ?? [];
    const made = declaration && ts.findAncestor(declaration, ts.isFunctionDeclaration)?.name?.text;
    return made?.endsWith('View') === true ? made.charAt(0).toUpperCase() + made.slice(1) : undefined;
}
function isOptional(type) {
    return type.isUnion() && type.types.some((member) => (member.flags & ts.TypeFlags.Undefined) !== 0);
}
const PLAIN = [
    [ts.TypeFlags.Any | ts.TypeFlags.Unknown, {}],
    [ts.TypeFlags.BooleanLike, { type: 'boolean' }],
    [ts.TypeFlags.NumberLike, { type: 'number' }],
    [ts.TypeFlags.StringLike, { type: 'string' }],
    [ts.TypeFlags.Null, { type: 'null' }],
    [ts.TypeFlags.NonPrimitive, { type: 'object' }],
];
function plainSchema(type, checker) {
    if (type.isStringLiteral())
        return { type: 'string', enum: [type.value] };
    if (type.isNumberLiteral())
        return { type: 'number', enum: [type.value] };
    if (type.flags & ts.TypeFlags.BooleanLiteral)
        return { type: 'boolean', enum: [checker.typeToString(type) === 'true'] };
    if (type.symbol?.name === 'Date' && type.getProperty('toISOString') !== undefined) {
        return { type: 'string', format: 'date-time' };
    }
    return PLAIN.find(([flag]) => (type.flags & flag) !== 0)?.[1] ?? null;
}
/** Several schemas as one; plain types are put together. */
export function anyOf(schemas) {
    const unique = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
    const isBoolean = (schema) => schema['type'] === 'boolean' && schema['enum'] !== undefined;
    const members = unique.filter(isBoolean).length === 2 ? [...unique.filter((one) => !isBoolean(one)), { type: 'boolean' }] : unique;
    const [one, other] = members;
    if (one === undefined)
        return {};
    if (members.length === 1)
        return one;
    const nulls = members.filter((schema) => schema['type'] === 'null');
    const rest = members.filter((schema) => schema['type'] !== 'null');
    if (members.length === 2 && nulls.length === 1 && typeof rest[0]?.['type'] === 'string') {
        const [value = {}] = rest;
        const words = value['enum'];
        return { ...value, type: [value['type'], 'null'], ...(words === undefined ? {} : { enum: [...words, null] }) };
    }
    return other === undefined ? one : { anyOf: members };
}
//# sourceMappingURL=schema-of-type.js.map