import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { Readable } from 'node:stream';
import { JoinedBytes } from '../kernel/joined-bytes.js';
import { Log } from '../kernel/log.js';
import { Problem } from '../kernel/problem.js';
import type { RpcId } from '../kernel/rpc-message.js';
import { isEventStream } from './answer-bounds.js';
import { AnswerFilter } from './answer-filter.js';
import { clientLeft, lookAt } from './answer-look.js';
import { CallAnswers } from './call-answers.js';
import { type Admission, type GateRequest, spanOf } from './gate-request.js';
import type { Listing } from './discovery/list-cache.js';
import type { AskedCall } from './mcp-call.js';
import { type McpSession, McpSessions } from './mcp-sessions.js';
import { returnedHeaders } from './relay-headers.rules.js';
import { isBridged } from './sse/sse-bridge.js';
import { IDLE } from './upstream-dispatch.js';
import type { UpstreamAnswer } from './usable-answer.js';

/** Bytes of an answer that is gathered before it goes out. */
const SHORT = 65_536;

/** A call that was decided and recorded. */
export interface DecidedCall {
  readonly admission: Admission;
  /** Of the decision on its first message. */
  readonly receipt?: string | undefined;
  /** One id along the whole chain of calls. */
  readonly txn: string;
  /** Of the HTTP request. */
  readonly method: string;
  /** The message, re-serialised or in bytes that say the same; undefined when the request has none. */
  readonly body: string | Uint8Array | undefined;
  /** Of the one request that it is; null for anything else. */
  readonly id: RpcId | null;
  /** Whether it only reads, so that it may be sent twice. */
  readonly reads: boolean;
  /** What reaches the upstream of the protocol's headers; when left out, those of the request that may pass. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly asked: AskedCall;
  /** When it asks what there is, of a server of 2026-07-28. */
  readonly listing?: Listing | undefined;
  /** The session that it goes on with, if it does. */
  readonly session?: McpSession | null;
  /** Where it goes, when that is not the registered URL. */
  readonly target?: string;
  /** Headers that take up a session or a stream of the upstream. */
  readonly resumed?: Readonly<Record<string, string>>;
  /** Whether the gate itself holds the session that it is of (`sse/sse-bridge.ts`). */
  readonly bridged?: true;
}

/** Has a decided call sent to its upstream, and streams the answer back as it comes. */
@Injectable()
export class Relay {
  constructor(
    private readonly answers: CallAnswers,
    private readonly sessions: McpSessions,
    private readonly filter: AnswerFilter,
    private readonly log: Log,
  ) {}

  async forward(call: DecidedCall, request: GateRequest, response: Response): Promise<void> {
    const session = call.session ?? null;
    const span = spanOf(request);
    // The client may have gone while we decided, or its session ended.
    if (span.gone.signal.aborted) return;
    span.listens ||= call.asked.listens === true;
    const bridged = isBridged(call, request, session);
    const answer = await this.answers.to({ call, session, bridged }, request, span.gone);
    if (answer === null) return;
    try {
      const handle = this.sessions.handed(call, answer.headers['mcp-session-id'], session);
      const look = bridged ? 'lists' : lookAt(call, request, session);
      const given = await this.filter.filtered(call, look, answer, response);
      // Or it has while the answer was gathered.
      if (span.gone.signal.aborted) return;
      span.answered = true;
      if (handle !== undefined) response.setHeader('mcp-session-id', handle);
      await this.giveBack(call, given, response);
    } catch (error) {
      if (!isUnread(error, response)) throw error;
    } finally {
      // Read to its end, or given up: what is neither would hold its connection for ever.
      answer.body.destroy();
    }
  }

  private async giveBack(call: DecidedCall, answer: UpstreamAnswer, response: Response): Promise<void> {
    try {
      await passOn(call, answer, response);
    } catch (error) {
      if (isUnread(error, response)) throw error;
      this.log.warn('gate.upstream_broke_off', { server: call.admission.upstream.name, err: error });
      // The answer has begun: cutting it off is the only way left to tell.
      if (response.headersSent) return void response.destroy();
      for (const name of Object.keys(returnedHeaders(answer.headers))) response.removeHeader(name);
      throw new Problem(502, 'The server broke off its answer.');
    }
  }
}

async function passOn(
  call: DecidedCall,
  { statusCode, headers, body }: UpstreamAnswer,
  response: Response,
): Promise<void> {
  response.status(statusCode);
  for (const [name, value] of Object.entries(returnedHeaders(headers))) response.setHeader(name, value);
  // The first event may be long in coming; any other answer has its headers sent with its first piece.
  if (isEventStream(headers)) response.flushHeaders();
  const stalled = cutWhenStalled(response, call.admission.upstream.timeouts.idle ?? IDLE);
  try {
    if (isShort(headers)) response.end(await wholeOf(body, Number(headers['content-length'])));
    else {
      await poured(body, response);
      response.end();
    }
  } finally {
    clearInterval(stalled);
  }
}

function isUnread(error: unknown, response: Response): boolean {
  return clientLeft(error) || response.destroyed;
}

/** Whether an answer says that it is small. */
function isShort(headers: UpstreamAnswer['headers']): boolean {
  return !isEventStream(headers) && Number(headers['content-length'] ?? Infinity) <= SHORT;
}

async function wholeOf(body: Readable, expected: number): Promise<Buffer> {
  const bytes = new JoinedBytes(expected);
  const end = ended(body);
  // Whoever counts it has paused it meanwhile.
  body.on('data', (piece: Uint8Array) => bytes.add(piece)).resume();
  await end;
  return bytes.take();
}

/**
 * Passes a body on as fast as it is read. Neither ended nor destroyed: before its first byte the response can still become an
 * answer of ours. Node's pipeline would make an abort controller, and an error with a stack, for each.
 */
async function poured(body: Readable, response: Response): Promise<void> {
  const left = (): void => void body.destroy();
  response.once('close', left);
  try {
    const end = ended(body);
    if (response.destroyed) left();
    else body.pipe(response, { end: false });
    await end;
  } finally {
    response.off('close', left);
    body.unpipe(response);
  }
}

/** @throws when a body breaks off; every one closes, so that an error is made of those alone that did before their end */
function ended(body: Readable): Promise<void> {
  return new Promise((resolve, reject) => {
    const broken = (error?: Error | null): void => {
      if (!body.readableEnded) reject(error ?? new Error('the answer ended too early'));
    };
    if (body.destroyed) return broken(body.errored);
    body
      .once('end', () => resolve())
      .once('error', broken)
      .once('close', broken);
  });
}

/** A client that does not read holds an upstream's connection: undici does not count while it is held back. */
function cutWhenStalled(response: Response, milliseconds: number): NodeJS.Timeout {
  let written = -1;
  return setInterval(() => {
    const now = response.socket?.bytesWritten ?? 0;
    if (response.writableNeedDrain && now === written) response.destroy();
    written = now;
  }, milliseconds).unref();
}
