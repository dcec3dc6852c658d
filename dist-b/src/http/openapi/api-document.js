var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { ADMINISTERED } from '../../kernel/roles.js';
import { Settings } from '../../settings/settings.js';
import { shapeOf } from '../error-answer.js';
import { examplesOf, requestClass, requestSchema } from './described-fields.js';
import { documentedAnswers } from './documented-answers.js';
import { documentedErrors, ERROR_SCHEMAS } from './documented-errors.js';
import { changeName, documentedInput } from './documented-input.js';
import { DRY_RUN_SCHEMA } from './documented-style.js';
import { documentedSecurity, securitySchemes } from './documented-security.js';
import { MountedRoutes } from './mounted-routes.js';
import { operationId } from './operation-id.rules.js';
import { firstSentence, summaryOfPath } from './operation-summary.rules.js';
import { SOURCE_FACTS } from './source-facts.generated.js';
/** Every route that is mounted, as an OpenAPI document: made once, of metadata, rules of fields, and what the source tells. */
let ApiDocument = class ApiDocument {
    routes;
    settings;
    made;
    constructor(routes, settings) {
        this.routes = routes;
        this.settings = settings;
    }
    read() {
        return (this.made ??= this.make());
    }
    make() {
        const routes = this.routes.all();
        const paths = new Map();
        for (const route of routes) {
            const item = paths.get(route.path) ?? {};
            paths.set(route.path, item);
            if (factsOf(route).refuses === true)
                item['x-others'] = 'Other methods are answered 405.';
            else
                for (const verb of route.verbs)
                    item[verb] = merged(item[verb], operationOf(route, verb, routes));
        }
        return {
            openapi: '3.1.0',
            info: {
                title: 'Gatehouse',
                version: '1',
                description: 'Everything that this Gatehouse answers: administration below `/api/v1/admin`, what devices and hooks call, the protocol endpoints of OAuth, the gate, and the pages that people open. It is made from the code that answers.',
            },
            jsonSchemaDialect: 'https://spec.openapis.org/oas/3.1/dialect/base',
            servers: [{ url: this.settings.PUBLIC_URL }],
            tags: tagsOf(routes),
            paths: Object.fromEntries([...paths].sort(([one], [other]) => (one < other ? -1 : 1))),
            components: {
                schemas: { ...SOURCE_FACTS.schemas, ...requestSchemas(routes), DryRun: DRY_RUN_SCHEMA, ...ERROR_SCHEMAS },
                securitySchemes: securitySchemes(this.settings.PUBLIC_URL),
            },
        };
    }
};
ApiDocument = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [MountedRoutes,
        Settings])
], ApiDocument);
export { ApiDocument };
function factsOf({ controller, handler }) {
    return SOURCE_FACTS.operations[`${controller}.${handler}`] ?? {};
}
function operationOf(route, verb, routes) {
    const facts = factsOf(route);
    const { answers, notes } = documentedAnswers(route, verb, facts);
    const named = namedRoute(route, verb, routes);
    const summary = summaryOf(named, route, routes);
    return {
        operationId: operationId(named),
        tags: [tagOf(route)],
        summary,
        description: [facts.description ?? aboutAll(route) ?? `${summary}.`, ...notes].join('\n\n'),
        ...documentedSecurity(route.access, verb, route.narrowed),
        ...documentedInput(route, verb, facts),
        responses: { ...answers, ...documentedErrors(route, verb, facts) },
    };
}
function namedRoute(route, verb, routes) {
    return {
        path: route.path,
        verb,
        beside: routes.filter(({ path, version }) => path === route.path && version === null).flatMap(spoken),
        hasItems: routes.some((other) => isItem(other.path, route.path)),
        listed: isList(factsOf(route), route),
        any: route.verbs.length > 1,
    };
}
/** One line. Of a route that is mounted several times it says which one it is. */
function summaryOf(named, route, routes) {
    if (route.version !== null)
        return 'A client asks for tokens; `grant_type` says by what';
    const told = factsOf(route).description ?? SOURCE_FACTS.controllers[route.controller] ?? '';
    const summary = summaryOfPath(named) ?? firstSentence(told);
    if (named.any)
        return `${summary}: ${named.verb.toUpperCase()}`;
    const mounted = routes.filter((other) => other.controller === route.controller && other.handler === route.handler);
    return mounted.length > 1 ? `${summary}: ${route.path}` : summary;
}
/** What is said of all routes of a controller, unless that is no more than whose they are. */
function aboutAll({ controller }) {
    const about = SOURCE_FACTS.controllers[controller];
    return about === undefined || /^[^,]*, for administrators\.$/.test(about) ? undefined : about;
}
/** Whether a path is that of one thing of a list. */
function isItem(path, list) {
    const rest = path.startsWith(`${list}/`) ? path.slice(list.length + 1) : '';
    return /^\{\w+\}$/.test(rest) && rest !== '{path}';
}
function spoken(route) {
    return factsOf(route).refuses === true ? [] : route.verbs;
}
function isList({ answer }, { access }) {
    const properties = answer?.['properties'];
    return access.who === 'administrator' && access.noun !== 'reports' && properties?.['items'] !== undefined;
}
/** Routes of one path and method, of which the request's grant type chooses one. */
function merged(known, operation) {
    if (known === undefined)
        return operation;
    const one = known;
    const bodies = [one, operation].map(({ requestBody }) => requestBody.content[FORM]);
    const forms = bodies.flatMap((body) => {
        const { schema } = body;
        return schema['oneOf'] ?? [schema];
    });
    return {
        ...one,
        description: [one, operation].map(({ description }) => description).join('\n\n'),
        requestBody: { required: true, content: { [FORM]: { schema: { oneOf: forms } } } },
        responses: { ...operation['responses'], ...one['responses'] },
    };
}
const FORM = 'application/x-www-form-urlencoded';
function tagOf({ access, path }) {
    if (access.who === 'administrator')
        return access.noun;
    if (path.startsWith('/api/v1/bridge') || path.startsWith('/api/v1/hooks'))
        return 'bridge';
    if (shapeOf(path) === 'page' || path.startsWith('/assets') || path.startsWith('/sign-in'))
        return 'pages';
    if (shapeOf(path) === 'gate' || path.startsWith('/api/v1/registry'))
        return 'gate';
    if (/^\/(oauth|\.well-known)\//.test(path) || access.who === 'client')
        return 'oauth';
    return path.startsWith('/api/') ? 'api' : 'operations';
}
const OTHER_TAGS = {
    bridge: 'What devices and hooks of people call',
    oauth: 'Endpoints of OAuth and OpenID Connect',
    gate: 'MCP servers and A2A agents behind the gate',
    api: 'This document',
    operations: 'Health and metrics',
    pages: 'What people open in a browser',
};
function tagsOf(routes) {
    const used = new Set(routes.map(tagOf));
    const all = { ...ADMINISTERED, ...OTHER_TAGS };
    return Object.entries(all)
        .filter(([name]) => used.has(name))
        .map(([name, description]) => ({ name, description }));
}
/** Request classes that operations refer to, whole and as the change of a part. */
function requestSchemas(routes) {
    const schemas = {};
    for (const name of new Set(routes.flatMap((route) => factsOf(route).bodies ?? []))) {
        const type = requestClass(name);
        if (type === undefined)
            throw new Error(`${name} has no fields with rules.`);
        const facts = SOURCE_FACTS.requests[name];
        const examples = examplesOf(type);
        const shown = (example) => (example === undefined ? {} : { examples: [example] });
        schemas[name] = { ...requestSchema(type, facts, false), ...shown(examples?.create) };
        schemas[changeName(name)] = { ...requestSchema(type, facts, true), ...shown(examples?.change ?? examples?.create) };
    }
    return schemas;
}
//# sourceMappingURL=api-document.js.map