import { isSubject, refuseLookalikes, type RpcBody, type RpcMessage, RpcShapeError } from '../../kernel/rpc-message.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/strict-json.js';

const LISTEN = 'subscriptions/listen';
/** Each costs a decision and a row of evidence; a client may open as many subscriptions as it likes. */
const MOST = 100;
const FILTERS = ['toolsListChanged', 'promptsListChanged', 'resourcesListChanged', 'resourceSubscriptions'];
const RESOURCES = 'resourceSubscriptions';

/**
 * The resources that a message asks news of (MCP 2026-07-28, Notification Filter).
 * @throws RpcShapeError for a filter that cannot be read in one way only
 */
export function listenedResources(message: RpcMessage): readonly string[] {
  const filter = filterOf(message);
  const uris = filter?.[RESOURCES];
  if (filter === null || uris === undefined) return [];
  if (!Array.isArray(uris) || !uris.every(isSubject)) {
    throw new RpcShapeError(`params.notifications.${RESOURCES} is not an array of URIs`);
  }
  if (uris.length > MOST) throw new RpcShapeError(`more than ${MOST} resources in one subscription`);
  return [...new Set(uris)];
}

/** Whether a message asks for news at all. */
export function listens({ method }: RpcMessage): boolean {
  return method === LISTEN;
}

/** How many there are, of a filter that nobody has looked at yet: each is decided on like a call. */
export function listenedCount({ method, params }: RpcMessage): number {
  const filter = method === LISTEN && isJsonObject(params) ? params['notifications'] : undefined;
  const uris = isJsonObject(filter) ? filter[RESOURCES] : undefined;
  return Array.isArray(uris) ? Math.min(uris.length, MOST) : 0;
}

/** Whether a message asks for news of anything besides those resources. */
export function listensToMore(message: RpcMessage): boolean {
  return Object.entries(filterOf(message) ?? {}).some(([name, value]) => name !== RESOURCES && value !== false);
}

/** The same request without those resources; the server says in its acknowledgement what is left of it. */
export function withoutResources(body: RpcBody, refused: ReadonlySet<string>): RpcBody {
  if (refused.size === 0) return body;
  return { ...body, messages: body.messages.map((message) => without(message, refused)) };
}

function without(message: RpcMessage, refused: ReadonlySet<string>): RpcMessage {
  const filter = filterOf(message);
  const { params } = message.raw;
  if (filter === null || !isJsonObject(params) || !Array.isArray(filter[RESOURCES])) return message;
  const left = filter[RESOURCES].filter((uri) => typeof uri === 'string' && !refused.has(uri));
  const notifications = { ...filter, [RESOURCES]: left };
  return { ...message, raw: { ...message.raw, params: { ...params, notifications } } };
}

/** The resource that a server has news of; null for any other message. @throws RpcShapeError when it does not say which */
export function updatedResource({ method, params }: RpcMessage): string | null {
  if (method !== 'notifications/resources/updated') return null;
  const uri = isJsonObject(params) ? params['uri'] : undefined;
  if (!isJsonObject(params) || !isSubject(uri)) throw new RpcShapeError('news of a resource without a uri');
  refuseLookalikes(params, ['uri']);
  return uri;
}

/** The filter that a server agreed to, for its resources to be taken out; null for any other message. */
export function acknowledgedResources({
  method,
  params,
}: RpcMessage): (JsonObject & { resourceSubscriptions: JsonValue[] }) | null {
  if (method !== 'notifications/subscriptions/acknowledged' || !isJsonObject(params)) return null;
  const { notifications } = params;
  if (!isJsonObject(notifications)) return null;
  refuseLookalikes(notifications, FILTERS);
  return hasResources(notifications) ? notifications : null;
}

function hasResources(filter: JsonObject): filter is JsonObject & { resourceSubscriptions: JsonValue[] } {
  return Array.isArray(filter[RESOURCES]);
}

function filterOf({ method, params }: RpcMessage): JsonObject | null {
  if (method !== LISTEN || !isJsonObject(params)) return null;
  refuseLookalikes(params, ['notifications']);
  const { notifications } = params;
  if (notifications === undefined) return null;
  if (!isJsonObject(notifications)) throw new RpcShapeError('params.notifications is not an object');
  refuseLookalikes(notifications, FILTERS);
  return notifications;
}
