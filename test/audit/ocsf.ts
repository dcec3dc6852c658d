import { readFileSync } from 'node:fs';

interface Shape {
  readonly required: readonly string[];
  readonly attributes: readonly string[];
  readonly at_least_one: readonly string[];
}

interface Schema {
  readonly version: string;
  readonly classes: Readonly<
    Record<string, Shape & { readonly category_uid: number; readonly activities: Readonly<Record<string, string>> }>
  >;
  readonly objects: Readonly<Record<string, Shape>>;
}

/** What the published schema says of the classes that we send, taken from its repository at the release. */
export const schema = JSON.parse(readFileSync(new URL('./ocsf-1.8.0.json', import.meta.url), 'utf8')) as Schema;

/** Which object an attribute of an event is. */
const types: Readonly<Record<string, string>> = {
  metadata: 'metadata',
  product: 'product',
  user: 'user',
  actor: 'actor',
  api: 'api',
  src_endpoint: 'network_endpoint',
  entity: 'managed_entity',
  session: 'session',
  service: 'service',
};

/** Everything in which an event is not as the schema wants it; empty for one that is. */
export function faultsOf(event: Readonly<Record<string, unknown>>): string[] {
  const { class_uid, activity_id, type_uid, category_uid, time, metadata } = event;
  const shape = schema.classes[String(class_uid)];
  if (shape === undefined) return [`there is no class ${String(class_uid)}`];
  const faults = shapeFaults(event, shape, 'event');
  if (category_uid !== shape.category_uid) faults.push('category_uid is another');
  if (!(String(activity_id) in shape.activities))
    faults.push(`activity_id ${String(activity_id)} is none of the class`);
  if (type_uid !== Number(class_uid) * 100 + Number(activity_id)) faults.push('type_uid is not class and activity');
  if (activity_id === 99 && typeof event['activity_name'] !== 'string') faults.push('Other has no name');
  if (!Number.isInteger(time) || Number(time) < 1e12) faults.push('time is not in milliseconds');
  if ((metadata as { version?: unknown } | undefined)?.version !== schema.version) faults.push('another version');
  return faults;
}

function shapeFaults(value: Readonly<Record<string, unknown>>, shape: Shape, path: string): string[] {
  const faults = shape.required.filter((name) => !(name in value)).map((name) => `${path}.${name} is missing`);
  faults.push(
    ...Object.keys(value)
      .filter((name) => !shape.attributes.includes(name))
      .map((name) => `${path}.${name} is not of the schema`),
  );
  if (shape.at_least_one.length > 0 && !shape.at_least_one.some((name) => name in value)) {
    faults.push(`${path} has none of ${shape.at_least_one.join(', ')}`);
  }
  for (const [name, member] of Object.entries(value)) {
    const type = schema.objects[types[name] ?? ''];
    if (type === undefined || typeof member !== 'object' || member === null) continue;
    faults.push(...shapeFaults(member as Readonly<Record<string, unknown>>, type, `${path}.${name}`));
  }
  return faults;
}
