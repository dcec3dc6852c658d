import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import type { Actor } from '../kernel/caller.js';
import { uuidv7 } from '../kernel/uuid-v7.js';
import type { ChangeTerms } from './change-terms.js';
import type { Claim } from './kept-answers.js';

/** What the edge found out about a request, once. Nothing else reads `Host` or `X-Forwarded-*`. */
export interface RequestContext {
  readonly requestId: string;
  /** The client's address, by typed trusted proxies. */
  readonly address: string;
  /** The public base that was dialled: `PUBLIC_URL` or one of its aliases. */
  readonly base: string;
  /** W3C trace context: the caller's, or a fresh one. */
  readonly traceparent: string;
  /** What it is part of, as far as that is known by now: never by its sender's word. */
  txn?: string;
  /** In whose name it is, as far as something that was verified says so. */
  behalf?: Behalf;
  /** What it asks of the change that it makes. */
  terms?: ChangeTerms;
  /** By which it is carried out once. */
  claim?: Claim;
}

/** Whose authority a request uses: what evidence of its refusal names. */
export interface Behalf {
  readonly sub: string;
  /** Who acted until now. */
  readonly act?: Actor;
  readonly sid?: string;
  readonly ancestors?: readonly string[];
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

/**
 * The request turned out to be part of a transaction: what is recorded of it from now on says so.
 * @param behalf what it uses; only of what was verified
 */
export function joinTransaction(txn: string, behalf?: Behalf): void {
  const context = current.getStore();
  if (context === undefined) return;
  context.txn = txn;
  if (behalf !== undefined) context.behalf = behalf;
}

/**
 * The transaction that the running request is part of; it begins one when it is part of none.
 * @param now milliseconds since 1970
 */
export function currentTransaction(now: number): string {
  const context = current.getStore();
  if (context === undefined) return uuidv7(now);
  return (context.txn ??= uuidv7(now));
}
