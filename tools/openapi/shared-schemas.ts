import type { OperationFacts, Schema } from '../../src/http/openapi/operation-facts.js';

type Operations = Readonly<Record<string, OperationFacts>>;

/** Where the schemas of a document stand. */
const SCHEMAS = '#/components/schemas/';

/**
 * Objects that several answers have are written once, under the name that the source gives them. A name that two
 * different objects have names neither.
 */
export function withSharedSchemas(
  operations: Operations,
  names: ReadonlyMap<string, string>,
): { readonly operations: Operations; readonly schemas: Readonly<Record<string, Schema>> } {
  const counts = new Map<string, number>();
  for (const { answer } of Object.values(operations)) count(answer, counts, names);
  const chosen = new Map<string, string[]>();
  for (const [json] of counts) chosen.set(names.get(json) ?? '', [...(chosen.get(names.get(json) ?? '') ?? []), json]);
  const shared = new Map<string, string>();
  for (const [name, [json = '', ...others]] of chosen) {
    if (others.length === 0 && (counts.get(json) ?? 0) > 1) shared.set(json, name);
  }
  const schemas = Object.fromEntries(
    [...shared].map(([json, name]) => [name, within(JSON.parse(json) as Schema, shared)]),
  );
  const referring = Object.entries(operations).map(([route, { answer, ...facts }]) => [
    route,
    answer === undefined ? facts : { ...facts, answer: referred(answer, shared) },
  ]);
  return { operations: Object.fromEntries(referring) as Operations, schemas };
}

function count(value: unknown, counts: Map<string, number>, names: ReadonlyMap<string, string>): void {
  if (typeof value !== 'object' || value === null) return;
  const json = named(value, names);
  if (json !== undefined) counts.set(json, (counts.get(json) ?? 0) + 1);
  for (const member of Object.values(value)) count(member, counts, names);
}

/** A schema as JSON, if it has a name; what is said of it where it is used does not count. */
function named(value: object, names: ReadonlyMap<string, string>): string | undefined {
  const plain = Object.entries(value).filter(([name]) => name !== 'description');
  const json = JSON.stringify(Object.fromEntries(plain));
  return names.has(json) ? json : undefined;
}

function referred(value: unknown, shared: ReadonlyMap<string, string>): Schema {
  if (typeof value !== 'object' || value === null) return value as Schema;
  const json = named(value, shared);
  const name = json === undefined ? undefined : shared.get(json);
  return name === undefined ? within(value, shared) : { $ref: SCHEMAS + name };
}

function within(value: object, shared: ReadonlyMap<string, string>): Schema {
  if (Array.isArray(value)) return value.map((member) => referred(member, shared)) as unknown as Schema;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, referred(member, shared)]));
}
