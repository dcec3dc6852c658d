import type { Verb } from './mounted-routes.js';

const ADMINISTRATION = '/api/v1/admin/';

/** What the name of an operation depends on. */
export interface NamedRoute {
  readonly path: string;
  readonly verb: Verb;
  /** Verbs of the same path. */
  readonly beside: readonly Verb[];
  /** Whether there is a path to one of those that this path is of. */
  readonly hasItems: boolean;
  /** Whether it answers a page of a list. */
  readonly listed: boolean;
  /** Whether the route takes every verb. */
  readonly any: boolean;
}

const OF_ONE: Readonly<Record<Verb, string>> = {
  get: 'read',
  post: 'post',
  put: 'replace',
  patch: 'update',
  delete: 'delete',
};

/**
 * The name of an operation, which is also that of a command: what it is about, from the path, and what is done, such as
 * `users.list`, `clients.secrets.create`, `issuers.doctor`. It follows from paths alone, so that it is as stable as they are.
 */
export function operationId({ path, verb, beside, hasItems, listed, any }: NamedRoute): string {
  const segments = path
    .split('/')
    .filter((segment) => segment !== '' && segment !== 'api' && segment !== 'v1' && segment !== 'admin');
  const about = segments.filter((segment) => !isVariable(segment) || segment === '{path}').map(word);
  const does = (action: string): string => [...about, action].join('.');
  if (any) return does(verb);
  if (isVariable(segments.at(-1) ?? '')) return does(OF_ONE[verb]);
  const administered = path.startsWith(ADMINISTRATION);
  const counted = hasItems || (administered && beside.includes('get') && beside.includes('post'));
  if (verb === 'get') {
    if (counted || listed) return does('list');
    return administered && beside.length > 1 ? does('read') : about.join('.');
  }
  if (verb === 'post') return counted ? does('create') : beside.includes('get') ? does('post') : about.join('.');
  return does(verb === 'put' ? 'set' : OF_ONE[verb]);
}

function isVariable(segment: string): boolean {
  return segment.startsWith('{');
}

/** A segment as one word: no dots, which divide the name. */
function word(segment: string): string {
  return segment
    .replace(/[{}]/g, '')
    .replace(/^\./, '')
    .replace(/[^A-Za-z0-9]+/g, '_');
}
