import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Caller } from '../kernel/caller.js';
import type { TokenScheme } from '../kernel/token-binding.js';
import type { UpstreamKind } from './upstreams/upstream.entity.js';
import type { FoundUpstream } from './upstreams/upstreams.contract.js';

/** The server that a path names, whether or not it exists. */
export interface Dialled {
  readonly kind: UpstreamKind;
  readonly name: string;
  /** URL of the metadata that a challenge points to. */
  readonly resourceMetadata: string;
  /** Of challenges: the one by which the caller came, or must come. */
  readonly scheme: TokenScheme;
}

/** What the challenge guard established: who calls which upstream. */
export interface Admission {
  readonly caller: Caller;
  readonly upstream: FoundUpstream;
  readonly dialled: Dialled;
  /** Its name as an audience (RFC 8707), by which evidence has it too. */
  readonly resource: string;
  /** The address that the request came from. */
  readonly address: string;
}

/** How long an admitted call may go on. */
export interface CallSpan {
  /** Aborted when nobody waits for the answer any more, or the session has ended. */
  readonly gone: AbortController;
  /** Whether the answer of the upstream is being written: then nothing else can be answered. */
  answered: boolean;
  /** Whether it is there to hear what comes of its own accord: it may go on for hours after it was decided on. */
  listens: boolean;
  /** What was decided on it, once it may be sent on. */
  decided?: DecidedMessages;
}

/** An admitted call, as evidence has it. */
export interface DecidedMessages {
  /** Receipts of its messages. */
  readonly receipts: readonly string[];
  /** What the one message is about, if it is one. */
  readonly tool?: string;
}

export interface GateRequest extends Request {
  admission?: Admission;
  span?: CallSpan;
}

/** @throws Error when the call was not opened: a wiring fault */
export function spanOf({ span }: GateRequest): CallSpan {
  if (span === undefined) throw new Error('a call at the gate without its span');
  return span;
}

/** Who calls which upstream. @throws Error when the route lacks its guard: a wiring fault */
export const Admitted = createParamDecorator((_: unknown, context: ExecutionContext): Admission => {
  const { admission } = context.switchToHttp().getRequest<GateRequest>();
  if (admission === undefined) throw new Error('gate route without its guard');
  return admission;
});
