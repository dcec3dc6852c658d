import type { A2aOperation } from '../../kernel/a2a-operation.js';

/** A path of A2A's HTTP+JSON binding, taken apart. */
export interface RestRoute {
  readonly operation: A2aOperation;
  /** As 0.3 has it, below `/v1`. */
  readonly legacy: boolean;
  /** What the path says, under the names that the JSON-RPC binding has in `params`. */
  readonly bound: Readonly<Record<string, string>>;
  /** The same path below the agent's base, written anew: nothing in it stands as it came. */
  readonly path: string;
  readonly takesBody: boolean;
}

interface Template {
  readonly operation: A2aOperation;
  readonly methods: readonly string[];
  /** Literal, or a name in braces with what follows it. */
  readonly segments: readonly string[];
  /** Which version has it; both when left out. */
  readonly only?: 'legacy' | 'current';
}

const CONFIGS = 'pushNotificationConfigs';
/** Specification 1.0 §11.3; subscribing is GET in its proto and POST in its text. */
const templates: readonly Template[] = [
  { operation: 'SendMessage', methods: ['POST'], segments: ['message:send'] },
  { operation: 'SendStreamingMessage', methods: ['POST'], segments: ['message:stream'] },
  { operation: 'ListTasks', methods: ['GET'], segments: ['tasks'] },
  { operation: 'GetTask', methods: ['GET'], segments: ['tasks', '{id}'] },
  { operation: 'CancelTask', methods: ['POST'], segments: ['tasks', '{id}:cancel'] },
  { operation: 'SubscribeToTask', methods: ['GET', 'POST'], segments: ['tasks', '{id}:subscribe'] },
  { operation: 'CreateTaskPushNotificationConfig', methods: ['POST'], segments: ['tasks', '{taskId}', CONFIGS] },
  { operation: 'ListTaskPushNotificationConfigs', methods: ['GET'], segments: ['tasks', '{taskId}', CONFIGS] },
  { operation: 'GetTaskPushNotificationConfig', methods: ['GET'], segments: ['tasks', '{taskId}', CONFIGS, '{id}'] },
  {
    operation: 'DeleteTaskPushNotificationConfig',
    methods: ['DELETE'],
    segments: ['tasks', '{taskId}', CONFIGS, '{id}'],
  },
  { operation: 'GetExtendedAgentCard', methods: ['GET'], segments: ['extendedAgentCard'], only: 'current' },
  { operation: 'GetExtendedAgentCard', methods: ['GET'], segments: ['card'], only: 'legacy' },
];

/**
 * Letters that no URL parser and no router reads as anything else, encoded or not: `/`, `:` and `%` in an id would make
 * of one operation another on the way.
 */
const ID = /^[A-Za-z0-9_~.-]{1,256}$/;
/** An id that is called like a segment would be read in two ways. */
const RESERVED = new Set(['v1', 'tasks', 'card', 'extendedAgentCard', CONFIGS]);

/** Whether a text can stand in a path as an id. */
export function isPathId(text: string): boolean {
  return ID.test(text) && !/^\.+$/.test(text) && !RESERVED.has(text);
}

/**
 * @param path what follows the agent's own path, as it was sent
 * @returns null for everything that is no operation of A2A
 */
export function readRestRoute(method: string, path: string): RestRoute | null {
  const [empty, ...segments] = path.split('/');
  if (empty !== '' || segments.length === 0 || segments.length > 5) return null;
  const legacy = segments[0] === 'v1';
  if (legacy) return routeOf(method, segments.slice(1), true, {});
  const plain = routeOf(method, segments, false, {});
  if (plain !== null || segments.length === 1) return plain;
  const tenant = decoded(segments[0] ?? '');
  return isPathId(tenant) ? routeOf(method, segments.slice(1), false, { tenant }) : null;
}

function routeOf(
  method: string,
  segments: readonly string[],
  legacy: boolean,
  tenant: { readonly tenant?: string },
): RestRoute | null {
  for (const template of templates) {
    if (template.only === (legacy ? 'current' : 'legacy') || !template.methods.includes(method)) continue;
    const bound = match(template.segments, segments);
    if (bound === null) continue;
    const prefix = legacy ? '/v1' : tenant.tenant === undefined ? '' : `/${encodeURIComponent(tenant.tenant)}`;
    return {
      operation: template.operation,
      legacy,
      bound: { ...tenant, ...bound },
      path: prefix + written(template.segments, bound),
      takesBody: method === 'POST',
    };
  }
  return null;
}

const PLACE = /^\{(\w+)\}(.*)$/;

function match(template: readonly string[], segments: readonly string[]): Record<string, string> | null {
  if (template.length !== segments.length) return null;
  const bound: Record<string, string> = {};
  for (const [index, wanted] of template.entries()) {
    const segment = segments[index] ?? '';
    const [, name, tail = ''] = PLACE.exec(wanted) ?? [];
    if (name === undefined) {
      if (segment !== wanted) return null;
      continue;
    }
    const id = segment.endsWith(tail) ? decoded(segment.slice(0, segment.length - tail.length)) : '';
    if (!isPathId(id)) return null;
    bound[name] = id;
  }
  return bound;
}

function written(template: readonly string[], bound: Readonly<Record<string, string>>): string {
  const segments = template.map((segment) =>
    segment.replace(PLACE, (_, name: string, tail: string) => encodeURIComponent(bound[name] ?? '') + tail),
  );
  return `/${segments.join('/')}`;
}

/** What cannot be decoded is no id. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}
