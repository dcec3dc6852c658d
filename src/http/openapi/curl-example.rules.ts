import type { Operation } from './api-document.js';
import type { Verb } from './mounted-routes.js';
import type { Schema } from './operation-facts.js';

/** An operation as a command that can be pasted. What varies is a variable of the shell. */
export interface CurlCall {
  /** Where it is served. */
  readonly base: string;
  readonly verb: Verb;
  readonly path: string;
  readonly operation: Operation;
  /** Of its body, with what it refers to in place; null when there is none. */
  readonly body: { readonly type: string; readonly schema: Schema } | null;
}

/** The command, over as many lines as it has parts. */
export function curlOf({ base, verb, path, operation, body }: CurlCall): string {
  const url = `${base}${path.replace(/\{(\w+)\}/g, '$$$1')}`;
  const method = verb === 'get' || (verb === 'post' && body !== null) ? '' : `-X ${verb.toUpperCase()} `;
  const parts = [
    `curl ${method}${url === `${base}${path}` ? url : `"${url}"`}`,
    ...proofOf(operation),
    ...(body === null ? [] : bodyOf(body)),
  ];
  return parts.join(' \\\n  ');
}

function proofOf({ security }: Operation): readonly string[] {
  const [how = ''] = Object.keys((security as readonly Schema[])[0] ?? {});
  if (how === 'oauth' || how === 'token') return ['-H "Authorization: Bearer $TOKEN"'];
  if (how === 'operator') return ['-H "Authorization: Bearer $METRICS_TOKEN"'];
  return how === 'client_basic' ? ['-u "$CLIENT_ID:$CLIENT_SECRET"'] : [];
}

function bodyOf({ type, schema }: { readonly type: string; readonly schema: Schema }): readonly string[] {
  const [example] = (schema['examples'] ?? []) as readonly unknown[];
  if (type.endsWith('json')) {
    return [`-H 'Content-Type: ${type}'`, `-d ${quoted(JSON.stringify(example ?? {}, null, 2))}`];
  }
  const properties = Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, Schema>>);
  // What a grant needs beyond its name is its own: the example shows how to begin.
  const constants = properties.filter(([, { const: fixed }]) => typeof fixed === 'string');
  if (constants.length > 0) return constants.map(([name, { const: fixed }]) => `-d ${name}=${String(fixed)}`);
  const others = properties.map(([name]) => name).filter((name) => !name.startsWith('client_'));
  return others.map((name) => `-d ${name}="$${name}"`);
}

/** One word of the shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
