import type { IncomingMessage } from 'node:http';
import { Problem } from '../kernel/problem.js';
import type { RpcBody, RpcId } from '../kernel/rpc-message.js';
import { LIST_METHODS } from './list-methods.js';
import { refuseNarrowAccept } from './mcp-accept.js';
import { isModernPost, isModernRequest } from './mcp-version.js';
import { refuseUnequalMirrors } from './mirrored-headers.js';
import { type SessionMessage, sessionMessage } from './sse/session-message.js';

/** What of a call must be known when its answer comes: the message itself is not kept for as long. */
export interface AskedCall {
  /** Whether it is of MCP before 2026-07-28, which has sessions and streams that can be resumed. */
  readonly hasSessions: boolean;
  /** Of each list that was asked for; null for one without an id. */
  readonly lists: readonly (RpcId | null)[];
  /** Whether it is a POST that is answered by news of what there is (MCP 2026-07-28, Subscriptions). */
  readonly listens?: boolean;
  /** Of a POST with sessions: what must be known of it where all answers come on one stream. */
  readonly message?: SessionMessage;
}

/** A call of an agent: A2A has neither sessions nor lists of what there is. */
export const ASKS_FOR_NO_LIST: AskedCall = { hasSessions: false, lists: [] };

/**
 * @throws RpcRefused when headers and body differ, or are not what the protocol's version has
 */
export function askedByPost(request: IncomingMessage, body: RpcBody): AskedCall {
  const modern = isModernPost(request, body);
  refuseUnequalMirrors(request, body, modern);
  if (modern) refuseNarrowAccept(request, body);
  const lists = body.messages.filter(({ method }) => LIST_METHODS.has(method ?? ''));
  const further = modern
    ? { listens: body.messages.some(({ method }) => method === 'subscriptions/listen') }
    : { message: sessionMessage(body) };
  return { hasSessions: !modern, lists: lists.map(({ id }) => id ?? null), ...further };
}

/**
 * For a request that is no POST.
 * @throws Problem 405, RpcRefused for a version that nobody knows
 */
export function askedByMethod(request: IncomingMessage): AskedCall {
  const method = request.method ?? '';
  const others = isModernRequest(request) ? [] : ['GET', 'DELETE'];
  if (!others.includes(method)) {
    const allow = ['GET', 'POST', 'DELETE'].filter((one) => one === 'POST' || others.includes(one)).join(', ');
    throw new Problem(405, `${method} is not a method of this server.`, [], { allow });
  }
  return { hasSessions: true, lists: [] };
}
