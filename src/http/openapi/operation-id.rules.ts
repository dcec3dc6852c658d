import type { Verb } from './mounted-routes.js';

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
export function operationId(route: NamedRoute): string {
  const segments = route.path.split('/').filter((segment) => !['', 'api', 'v1', 'admin'].includes(segment));
  const about = segments.filter((segment) => !isVariable(segment) || segment === '{path}').map(word);
  return [...about, ...actionOf(route, isVariable(segments.at(-1) ?? ''))].join('.');
}

/** Nothing, where the path itself says what is done. */
function actionOf(route: NamedRoute, ofOne: boolean): readonly string[] {
  if (route.any) return [route.verb];
  if (ofOne) return [OF_ONE[route.verb]];
  if (route.verb === 'get') return readingOf(route);
  if (route.verb !== 'post') return [route.verb === 'put' ? 'set' : OF_ONE[route.verb]];
  if (isCounted(route)) return ['create'];
  return route.beside.includes('get') ? ['post'] : [];
}

function readingOf(route: NamedRoute): readonly string[] {
  if (route.listed || isCounted(route)) return ['list'];
  return isAdministered(route) && route.beside.length > 1 ? ['read'] : [];
}

/** Whether a path is that of a list to which something can be added. */
function isCounted(route: NamedRoute): boolean {
  const { hasItems, beside } = route;
  return hasItems || (isAdministered(route) && beside.includes('get') && beside.includes('post'));
}

function isAdministered({ path }: NamedRoute): boolean {
  return path.startsWith('/api/v1/admin/');
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
