import type { Operation, OperationTable, QueryParameter, Schema } from '../../command-line/operation-table.js';

const VERBS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const ADMINISTRATION = '/api/v1/admin/';

/** Where the table of commands lies. */
export const TABLE_FILE = 'command-line/operations.generated.ts';

type Json = Readonly<Record<string, unknown>>;

/** What the command line needs of an OpenAPI document: the operations of administration, and what they take. */
export function commandTable(document: Json): OperationTable {
  const paths = Object.entries(document['paths'] as Record<string, Json>);
  const operations = paths
    .filter(([path]) => path.startsWith(ADMINISTRATION))
    .flatMap(([path, item]) =>
      VERBS.filter((verb) => verb in item).map((verb) => operationOf(document, path, verb, item[verb] as Json)),
    )
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  const all = schemasOf(document);
  const names = [...new Set(operations.flatMap(({ body }) => (body === undefined ? [] : [body])))].sort();
  const tags = document['tags'] as { readonly name: string; readonly description: string }[];
  const nouns = tags.filter(({ name }) => operations.some(({ id }) => id.startsWith(`${name}.`)));
  return {
    nouns: Object.fromEntries(nouns.map(({ name, description }) => [name, description])),
    operations,
    schemas: Object.fromEntries(names.map((name) => [name, whole(all[name] ?? {}, all)])),
  };
}

/** The table as the module that is committed. */
export function tableModule(table: OperationTable): string {
  return `// Made of the OpenAPI document; test/command-line/table.spec.ts compares it, and writes it with \`vitest -u\`.
import type { OperationTable } from './operation-table.js';

export const OPERATIONS: OperationTable = ${JSON.stringify(table, null, 1)};
`;
}

function operationOf(document: Json, path: string, verb: Operation['verb'], said: Json): Operation {
  const { operationId, summary, description } = said as { operationId: string; summary: string; description?: string };
  const query = queryOf(document, said);
  const body = nameOf(schemaIn(said['requestBody'] as Json | undefined));
  const columns = columnsOf(document, said['responses'] as Record<string, Json>);
  return {
    id: operationId,
    verb,
    path,
    summary,
    ...(description === undefined || description === `${summary}.` ? {} : { description }),
    roles: Object.keys(said['x-roles'] ?? {}),
    ...(query.length === 0 ? {} : { query }),
    ...(body === undefined ? {} : { body }),
    ...(columns.length === 0 ? {} : { columns }),
  };
}

function queryOf(document: Json, said: Json): QueryParameter[] {
  const parameters = (said['parameters'] ?? []) as Json[];
  return parameters
    .map((parameter) => resolved(parameter, document))
    .filter((parameter) => parameter['in'] === 'query')
    .map(({ name, description, required, schema }) => ({
      name: name as string,
      ...(description === undefined ? {} : { description: description as string }),
      ...(required === true ? { required } : {}),
      schema: schema as Schema,
    }));
}

function columnsOf(document: Json, responses: Readonly<Record<string, Json>>): string[] {
  const good = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
  const schema = schemaIn(good) ?? {};
  // What was only tried is shown as it is.
  const own = ((schema['anyOf'] as readonly Json[] | undefined) ?? [schema]).find((one) => nameOf(one) !== 'DryRun');
  const answer = resolved(own ?? {}, document);
  const items = (answer['properties'] as Record<string, Json> | undefined)?.['items']?.['items'];
  const thing = resolved((items ?? answer) as Json, document);
  return Object.entries((thing['properties'] ?? {}) as Record<string, Json>)
    .filter(([, property]) => isPlain(resolved(property, document)))
    .map(([name]) => name);
}

/** Whether it fits in a cell. */
function isPlain({ type, items }: Json): boolean {
  const types = [type].flat().filter((name) => name !== 'null');
  if (types.length !== 1) return false;
  if (types[0] === 'array') return (items as Json | undefined)?.['type'] === 'string';
  return types[0] !== 'object';
}

function schemaIn(message: Json | undefined): Json | undefined {
  const content = message?.['content'] as Record<string, Json> | undefined;
  return content?.['application/json']?.['schema'] as Json | undefined;
}

function nameOf(schema: Json | undefined): string | undefined {
  return typeof schema?.['$ref'] === 'string' ? schema['$ref'].split('/').at(-1) : undefined;
}

function schemasOf(document: Json): Record<string, Json> {
  return (document['components'] as Json)['schemas'] as Record<string, Json>;
}

function resolved(schema: Json, document: Json): Json {
  const { $ref } = schema;
  if (typeof $ref !== 'string') return schema;
  const path = $ref.slice(2).split('/');
  return path.reduce<Json>((at, name) => at[name] as Json, document);
}

/** A schema with what it refers to in place. */
function whole(schema: unknown, all: Readonly<Record<string, Json>>): Schema {
  const within = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(within);
    if (typeof value !== 'object' || value === null) return value;
    const name = nameOf(value as Json);
    if (name !== undefined) return within(all[name]);
    return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, within(inner)]));
  };
  return within(schema) as Schema;
}
