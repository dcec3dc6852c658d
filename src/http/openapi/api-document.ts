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
import { type MountedRoute, MountedRoutes, type Verb } from './mounted-routes.js';
import { type NamedRoute, operationId } from './operation-id.rules.js';
import { firstSentence, summaryOfPath } from './operation-summary.rules.js';
import type { OperationFacts, Schema } from './operation-facts.js';
import { SOURCE_FACTS } from './source-facts.generated.js';

/** One operation of the document, with what a reader of it looks for. */
export type Operation = Schema & {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
};

/** An OpenAPI document, version 3.1. */
export interface OpenApi {
  readonly openapi: '3.1.0';
  readonly info: Schema;
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Partial<Record<Verb, Operation>>> & Schema>>;
  readonly components: Schema;
  readonly [member: string]: unknown;
}

/** Every route that is mounted, as an OpenAPI document: made once, of metadata, rules of fields, and what the source tells. */
@Injectable()
export class ApiDocument {
  private made: OpenApi | undefined;

  constructor(
    private readonly routes: MountedRoutes,
    private readonly settings: Settings,
  ) {}

  read(): OpenApi {
    return (this.made ??= this.make());
  }

  private make(): OpenApi {
    const routes = this.routes.all();
    const paths = new Map<string, Record<string, unknown>>();
    for (const route of routes) {
      const item = paths.get(route.path) ?? {};
      paths.set(route.path, item);
      if (factsOf(route).refuses === true) item['x-others'] = 'Other methods are answered 405.';
      else for (const verb of route.verbs) item[verb] = merged(item[verb], operationOf(route, verb, routes));
    }
    return {
      openapi: '3.1.0',
      info: {
        title: 'Gatehouse',
        version: '1',
        description:
          'Everything that this Gatehouse answers: administration below `/api/v1/admin`, what devices and hooks call, the protocol endpoints of OAuth, the gate, and the pages that people open. It is made from the code that answers.',
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
}

function factsOf({ controller, handler }: MountedRoute): OperationFacts {
  return SOURCE_FACTS.operations[`${controller}.${handler}`] ?? {};
}

function operationOf(route: MountedRoute, verb: Verb, routes: readonly MountedRoute[]): Operation {
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

function namedRoute(route: MountedRoute, verb: Verb, routes: readonly MountedRoute[]): NamedRoute {
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
function summaryOf(named: NamedRoute, route: MountedRoute, routes: readonly MountedRoute[]): string {
  if (route.version !== null) return 'A client asks for tokens; `grant_type` says by what';
  const told = factsOf(route).description ?? SOURCE_FACTS.controllers[route.controller] ?? '';
  const summary = summaryOfPath(named) ?? firstSentence(told);
  if (named.any) return `${summary}: ${named.verb.toUpperCase()}`;
  const mounted = routes.filter((other) => other.controller === route.controller && other.handler === route.handler);
  return mounted.length > 1 ? `${summary}: ${route.path}` : summary;
}

/** What is said of all routes of a controller, unless that is no more than whose they are. */
function aboutAll({ controller }: MountedRoute): string | undefined {
  const about = SOURCE_FACTS.controllers[controller];
  return about === undefined || /^[^,]*, for administrators\.$/.test(about) ? undefined : about;
}

/** Whether a path is that of one thing of a list. */
function isItem(path: string, list: string): boolean {
  const rest = path.startsWith(`${list}/`) ? path.slice(list.length + 1) : '';
  return /^\{\w+\}$/.test(rest) && rest !== '{path}';
}

function spoken(route: MountedRoute): readonly Verb[] {
  return factsOf(route).refuses === true ? [] : route.verbs;
}

function isList({ answer }: OperationFacts, { access }: MountedRoute): boolean {
  const properties = answer?.['properties'] as Schema | undefined;
  return access.who === 'administrator' && access.noun !== 'reports' && properties?.['items'] !== undefined;
}

/** Routes of one path and method, of which the request's grant type chooses one. */
function merged(known: unknown, operation: Operation): Operation {
  if (known === undefined) return operation;
  const one = known as Operation;
  const bodies = [one, operation].map(({ requestBody }) => (requestBody as { content: Schema }).content[FORM]);
  const forms = bodies.flatMap((body) => {
    const { schema } = body as { readonly schema: Schema };
    return (schema['oneOf'] as readonly Schema[] | undefined) ?? [schema];
  });
  return {
    ...one,
    description: [one, operation].map(({ description }) => description).join('\n\n'),
    requestBody: { required: true, content: { [FORM]: { schema: { oneOf: forms } } } },
    responses: { ...(operation['responses'] as Schema), ...(one['responses'] as Schema) },
  };
}

const FORM = 'application/x-www-form-urlencoded';

function tagOf({ access, path }: MountedRoute): string {
  if (access.who === 'administrator') return access.noun;
  if (path.startsWith('/api/v1/bridge') || path.startsWith('/api/v1/hooks')) return 'bridge';
  if (shapeOf(path) === 'page' || path.startsWith('/assets') || path.startsWith('/sign-in')) return 'pages';
  if (shapeOf(path) === 'gate' || path.startsWith('/api/v1/registry')) return 'gate';
  if (/^\/(oauth|\.well-known)\//.test(path) || access.who === 'client') return 'oauth';
  return path.startsWith('/api/') ? 'api' : 'operations';
}

const OTHER_TAGS: Readonly<Record<string, string>> = {
  bridge: 'What devices and hooks of people call',
  oauth: 'Endpoints of OAuth and OpenID Connect',
  gate: 'MCP servers and A2A agents behind the gate',
  api: 'This document',
  operations: 'Health and metrics',
  pages: 'What people open in a browser',
};

function tagsOf(routes: readonly MountedRoute[]): OpenApi['tags'] {
  const used = new Set(routes.map(tagOf));
  const all = { ...ADMINISTERED, ...OTHER_TAGS };
  return Object.entries(all)
    .filter(([name]) => used.has(name))
    .map(([name, description]) => ({ name, description }));
}

/** Request classes that operations refer to, whole and as the change of a part. */
function requestSchemas(routes: readonly MountedRoute[]): Readonly<Record<string, Schema>> {
  const schemas: Record<string, Schema> = {};
  for (const name of new Set(routes.flatMap((route) => factsOf(route).bodies ?? []))) {
    const type = requestClass(name);
    if (type === undefined) throw new Error(`${name} has no fields with rules.`);
    const facts = SOURCE_FACTS.requests[name];
    const examples = examplesOf(type);
    const shown = (example: unknown): Schema => (example === undefined ? {} : { examples: [example] });
    schemas[name] = { ...requestSchema(type, facts, false), ...shown(examples?.create) };
    schemas[changeName(name)] = { ...requestSchema(type, facts, true), ...shown(examples?.change ?? examples?.create) };
  }
  return schemas;
}
