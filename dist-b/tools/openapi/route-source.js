import ts from 'typescript';
import { declarationOf, reachable } from './reachable.js';
import { anyOf, documentation, SchemaOfType } from './schema-of-type.js';
const PROBLEMS = { notFound: 404, conflict: 409, invalid: 400 };
const PAGE = {
    after: { type: 'string', description: '`next` of the page before.' },
    limit: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
};
/** Reads one route in its source: what it takes, what it answers, how it refuses. */
export class RouteSource {
    checker;
    method;
    schemas;
    bodies = new Map();
    query = {};
    form = new Set();
    types = new Set();
    statuses = new Set();
    answers = [];
    problems = new Map();
    errors = new Map();
    read = [];
    json = false;
    located = false;
    constructor(checker, method, names) {
        this.checker = checker;
        this.method = method;
        this.schemas = new SchemaOfType(checker, names);
    }
    facts() {
        for (const parameter of this.method.parameters)
            this.readParameter(parameter);
        for (const guard of this.attached('UseGuards')) {
            this.read.push(...guard.members.filter((member) => member.name?.getText() === 'canActivate'));
        }
        for (const node of reachable([this.method.body ?? this.method, ...this.read], this.checker)) {
            if (ts.isCallExpression(node))
                this.readCall(node);
            if (ts.isNewExpression(node))
                this.readNew(node);
        }
        const symbol = this.checker.getSymbolAtLocation(this.method.name);
        const description = symbol && documentation(symbol, this.checker);
        return {
            ...(description === undefined ? {} : { description }),
            ...this.answered(),
            ...(this.json ? { json: true } : {}),
            ...(this.located ? { located: true } : {}),
            ...filled('bodies', [...this.bodies.keys()].sort()),
            ...filled('form', [...this.form].sort()),
            ...(Object.keys(this.query).length === 0 ? {} : { query: sorted(this.query) }),
            ...filled('types', [...this.types].sort()),
            ...filled('statuses', [...this.statuses].sort()),
            ...(this.problems.size === 0 ? {} : { problems: byStatus(this.problems) }),
            ...(this.errors.size === 0 ? {} : { errors: byStatus(this.errors) }),
        };
    }
    /** The request classes that it reads its body as. */
    requests() {
        return this.bodies;
    }
    answered() {
        const signature = this.checker.getSignatureFromDeclaration(this.method);
        const declared = signature && this.checker.getReturnTypeOfSignature(signature);
        const type = declared && (this.checker.getAwaitedType(declared) ?? declared);
        if (type === undefined || type.flags & ts.TypeFlags.Never)
            return { refuses: true };
        const made = this.interceptedType() ?? type;
        if (!(made.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined)))
            return { answer: this.schemas.of(made) };
        return this.answers.length === 0 ? {} : { answer: anyOf(this.answers) };
    }
    /** What an interceptor of the route makes of what it returns, where its type says so, or a decorator that takes its place. */
    interceptedType() {
        for (const interceptor of this.attached('UseInterceptors')) {
            const made = interceptor.heritageClauses?.flatMap(({ types }) => types)[0]?.typeArguments?.[1];
            if (made !== undefined)
                return this.checker.getTypeFromTypeNode(made);
        }
        const placed = reachable(ts.getDecorators(this.method) ?? [], this.checker).find(isPlacedInstead);
        const [signature] = placed ? this.checker.getTypeAtLocation(uncast(placed.right)).getCallSignatures() : [];
        return signature && this.checker.getAwaitedType(signature.getReturnType());
    }
    /** Classes that decorators of the route or of its controller attach to it. */
    attached(by) {
        const decorators = [this.method, this.method.parent].flatMap((node) => ts.getDecorators(node) ?? []);
        return reachable(decorators, this.checker)
            .filter((node) => ts.isCallExpression(node) && node.expression.getText() === by)
            .flatMap((node) => [...node.arguments])
            .map((argument) => declarationOf(argument, this.checker))
            .filter((declaration) => declaration !== undefined && ts.isClassDeclaration(declaration));
    }
    readParameter(parameter) {
        for (const { expression } of ts.getDecorators(parameter) ?? []) {
            if (!ts.isCallExpression(expression))
                continue;
            const [first, second] = expression.arguments;
            const name = expression.expression.getText();
            const type = first && ts.isIdentifier(first) ? declarationOf(first, this.checker) : undefined;
            if (type !== undefined && ts.isClassDeclaration(type))
                this.read.push(...constructorsOf(type, this.checker));
            if (name === 'JsonBody' || name === 'StrictJsonBody')
                this.readsJson();
            if (name === 'Param' && second !== undefined)
                this.addProblem(404, nothingLike(second, this.checker));
            if (name === 'ListQuery' || name === 'PageQuery')
                this.readQuery(first, true);
            if (name === 'FilterQuery')
                this.readQuery(first, false);
            if (name === 'Query' && first !== undefined)
                this.query[literal(first, this.checker) ?? ''] = { type: 'string' };
        }
    }
    readsJson() {
        this.json = true;
        this.addProblem(400);
        this.addProblem(413, 'The body is too large.');
        this.addProblem(415, 'The content type must be application/json.');
    }
    readQuery(readers, paged) {
        this.addProblem(400);
        if (paged)
            Object.assign(this.query, PAGE);
        if (readers === undefined)
            return;
        for (const reader of this.checker.getPropertiesOfType(this.checker.getTypeAtLocation(readers))) {
            const [signature] = this.checker.getTypeOfSymbol(reader).getCallSignatures();
            if (signature !== undefined)
                this.query[reader.name] = this.parameter(signature.getReturnType());
        }
    }
    /** A list in a query is one text with commas. */
    parameter(type) {
        const { items, ...schema } = this.schemas.of(type);
        const words = items?.['enum'];
        return schema['type'] !== 'array'
            ? schema
            : { type: 'string', ...(words && { description: `Some of ${words.join(', ')}, with commas.` }) };
    }
    readCall(call) {
        const [first, second] = call.arguments;
        const callee = call.expression;
        const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText();
        if (name === 'examined' && first !== undefined)
            this.readBody(first);
        if (name === 'jsonFields')
            this.readsJson();
        if (name === 'readFilters' || name === 'readList')
            this.readQuery(second, name === 'readList');
        if (name === 'sendCsv')
            this.types.add('text/csv');
        if (name === 'seeOther')
            this.statuses.add(303);
        if (callee.kind === ts.SyntaxKind.SuperKeyword)
            this.readProblemClass(call);
        if (ts.isPropertyAccessExpression(callee))
            this.readMethod(callee, name, call);
    }
    /** A refusal of a class of its own. */
    readProblemClass(call) {
        const [first, second] = call.arguments;
        const made = ts.findAncestor(call, ts.isClassDeclaration);
        const parent = made?.heritageClauses?.flatMap(({ types }) => types)[0]?.expression.getText();
        if (parent !== 'Problem' || first === undefined)
            return;
        const said = second && literal(second, this.checker);
        numbers(first, this.checker).forEach((status) => this.addProblem(status, said));
    }
    readMethod(callee, name, call) {
        const receiver = this.checker.getTypeAtLocation(callee.expression);
        const [first] = call.arguments;
        const of = callee.expression.getText() === 'Problem' ? 'Problem' : receiver.symbol?.name;
        if (of === 'Problem' && PROBLEMS[name] !== undefined) {
            const said = first && literal(first, this.checker);
            this.addProblem(PROBLEMS[name], name === 'notFound' && said !== undefined ? `No such ${said}.` : said);
        }
        if (of === 'Form' && first !== undefined && (name === 'one' || name === 'all')) {
            const parameter = literal(first, this.checker);
            if (parameter !== undefined)
                this.form.add(parameter);
        }
        if (of === 'Pages' && name === 'send')
            this.types.add('text/html');
        if (of === 'Response')
            this.readResponse(name, call);
    }
    readResponse(name, { arguments: [first, second] }) {
        if (first === undefined)
            return;
        if (name === 'json')
            this.answers.push(this.schemas.of(this.checker.getTypeAtLocation(first)));
        if (name === 'location')
            this.located = true;
        if (name === 'status')
            numbers(first, this.checker).forEach((status) => this.statuses.add(status));
        if (name === 'type')
            this.addType(first);
        if ((name === 'setHeader' || name === 'set') &&
            second !== undefined &&
            literal(first, this.checker) === 'content-type')
            this.addType(second);
        if (name === 'set' && ts.isObjectLiteralExpression(first)) {
            for (const property of first.properties) {
                if (!ts.isPropertyAssignment(property) || !/content-type/i.test(property.name.getText()))
                    continue;
                this.addType(property.initializer);
            }
        }
    }
    addType(value) {
        const [type] = literal(value, this.checker)?.split(';') ?? [];
        if (type !== undefined)
            this.types.add(type);
    }
    readBody(argument) {
        const declaration = declarationOf(argument, this.checker);
        if (declaration === undefined || !ts.isClassDeclaration(declaration))
            return;
        this.bodies.set(declaration.name?.text ?? '', declaration);
    }
    readNew({ expression, arguments: [first, second, third] = [] }) {
        const name = expression.getText();
        if (first === undefined)
            return;
        const said = second && literal(second, this.checker);
        if (name === 'Problem')
            numbers(first, this.checker).forEach((status) => this.addProblem(status, said));
        if (name !== 'OAuthError')
            return;
        const code = literal(first, this.checker);
        const known = statusIn(third, this.checker) ?? (code === 'invalid_client' ? 401 : 400);
        if (code !== undefined)
            add(this.errors, known, code);
    }
    addProblem(status, said) {
        if (status !== undefined)
            add(this.problems, status, said);
    }
}
/** `descriptor.value = …` of a decorator. */
function isPlacedInstead(node) {
    return ts.isBinaryExpression(node) && node.left.getText() === 'descriptor.value';
}
function uncast(node) {
    return ts.isAsExpression(node) ? uncast(node.expression) : node;
}
function add(lists, status, said) {
    const list = lists.get(status) ?? new Set();
    lists.set(status, said === undefined ? list : list.add(said));
}
function byStatus(lists) {
    return Object.fromEntries([...lists].map(([status, said]) => [String(status), [...said].sort()]));
}
function sorted(values) {
    return Object.fromEntries(Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1)));
}
function filled(name, values) {
    return values.length === 0 ? {} : { [name]: values };
}
/** The text of an expression, where its type says which. */
function literal(node, checker) {
    const type = checker.getTypeAtLocation(node);
    return type.isStringLiteral() ? type.value : undefined;
}
function numbers(node, checker) {
    const type = checker.getTypeAtLocation(node);
    const members = type.isUnion() ? type.types : [type];
    return members.filter((member) => member.isNumberLiteral()).map((member) => member.value);
}
/** What `new PathId('user')` says of an id that nobody has. */
function nothingLike(pipe, checker) {
    const declaration = ts.isIdentifier(pipe) ? declarationOf(pipe, checker) : undefined;
    const made = declaration !== undefined && ts.isVariableDeclaration(declaration) ? declaration.initializer : pipe;
    const [what] = made !== undefined && ts.isNewExpression(made) ? (made.arguments ?? []) : [];
    const said = what && literal(what, checker);
    return said === undefined ? undefined : `No such ${said}.`;
}
/** A class whose instance is made of a request, with those that it extends. */
function constructorsOf(type, checker) {
    const [base] = type.heritageClauses?.flatMap(({ types }) => types) ?? [];
    const parent = base && declarationOf(base.expression, checker);
    return [type, ...(parent !== undefined && ts.isClassDeclaration(parent) ? constructorsOf(parent, checker) : [])];
}
/** `status` of an object that is written out. */
function statusIn(options, checker) {
    const given = options && checker.getTypeAtLocation(options).getProperty('status')?.valueDeclaration;
    return given !== undefined && ts.isPropertyAssignment(given) ? numbers(given.initializer, checker)[0] : undefined;
}
//# sourceMappingURL=route-source.js.map