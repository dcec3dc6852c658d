import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';

/** What the edge found out about a request, once. Nothing else reads `Host` or `X-Forwarded-*`. */
export interface RequestContext {
  readonly requestId: string;
  /** The client's address, by typed trusted proxies. */
  readonly address: string;
  /** The public base that was dialled: `PUBLIC_URL` or one of its aliases. */
  readonly base: string;
  /** W3C trace context: the caller's, or a fresh one. */
  readonly traceparent: string;
}

const current = new AsyncLocalStorage<RequestContext>();
const contexts = new WeakMap<IncomingMessage, RequestContext>();

/** Runs the rest of a request within its context. */
export function enterContext(request: IncomingMessage, context: RequestContext, rest: () => void): void {
  contexts.set(request, context);
  current.run(context, rest);
}

/** @throws Error when the edge did not see this request: a wiring fault */
export function contextOf(request: IncomingMessage): RequestContext {
  const context = contexts.get(request);
  if (context === undefined) throw new Error('request without context: the edge middleware is not mounted');
  return context;
}

/** Of the request that is running, for log lines; undefined outside of one. */
export function currentContext(): RequestContext | undefined {
  return current.getStore();
}
