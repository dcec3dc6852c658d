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
import { pour, whenEnded } from './poured-body.js';
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

  /** @returns when the answer has ended; a stream of events goes on without anything that waits for it, and so is held for it */
  async forward(call: DecidedCall, request: GateRequest, response: Response): Promise<void> {
    const session = call.session ?? null;
    const span = spanOf(request);
    // The client may have gone while we decided, or its session ended.
    if (span.gone.signal.aborted) return;
    span.listens ||= call.asked.listens === true;
    const bridged = isBridged(call, request, session);
    const answer = await this.answers.to({ call, session, bridged }, request, span.gone);
    if (answer === null) return;
    let goesOn = false;
    try {
      const handle = this.sessions.handed(call, answer.headers['mcp-session-id'], session);
      const look = bridged ? 'lists' : lookAt(call, request, session);
      const given = await this.filter.filtered(call, look, answer, response);
      // Or it has while the answer was gathered.
      if (span.gone.signal.aborted) return;
      span.answered = true;
      if (handle !== undefined) response.setHeader('mcp-session-id', handle);
      if (isEventStream(given.headers)) {
        this.stream(call, { ...given, source: answer.body }, response);
        goesOn = true;
        forget(request);
      } else await this.giveBack(call, given, response);
    } catch (error) {
      if (!isUnread(error, response)) throw error;
    } finally {
      // Read to its end, or given up: what is neither would hold its connection for ever.
      if (!goesOn) answer.body.destroy();
    }
  }

  private stream({ admission: { upstream } }: DecidedCall, answer: EventStream, response: Response): void {
    const { name, timeouts } = upstream;
    const { body, source } = answer;
    try {
      begin(answer, response);
    } catch (error) {
      this.breakOff(name, answer, response, error);
    }
    // The first event may be long in coming.
    response.flushHeaders();
    pour({ body, response, patience: timeouts.idle ?? IDLE }, (error) => {
      source.destroy();
      if (error === null) response.end();
      else if (!isUnread(error, response)) this.breakOff(name, answer, response, error);
    });
  }

  private async giveBack(call: DecidedCall, answer: UpstreamAnswer, response: Response): Promise<void> {
    const { name, timeouts } = call.admission.upstream;
    const { body } = answer;
    try {
      begin(answer, response);
      if (isShort(answer.headers)) response.end(await wholeOf(body));
      else {
        await settled((over) => pour({ body, response, patience: timeouts.idle ?? IDLE }, over));
        response.end();
      }
    } catch (error) {
      if (isUnread(error, response)) throw error;
      this.breakOff(name, answer, response, error);
    }
  }

  /** @throws Problem 502 unless the answer has begun */
  private breakOff(server: string, { headers }: UpstreamAnswer, response: Response, error: unknown): void {
    this.log.warn('gate.upstream_broke_off', { server, err: error });
    // The answer has begun: cutting it off is the only way left to tell.
    if (response.headersSent) return void response.destroy();
    for (const name of Object.keys(returnedHeaders(headers))) response.removeHeader(name);
    throw new Problem(502, 'The server broke off its answer.');
  }
}

/** An answer of events, and that of the server of which it is made. */
interface EventStream extends UpstreamAnswer {
  readonly source: Readable;
}

/** What a stream does not need while it runs: what the caller came with, above all their token, and the way to us. */
function forget(request: GateRequest): void {
  request.rawHeaders = [];
  // To delete them would make tables of both objects.
  request.headers.authorization = undefined;
  request.next = undefined;
}

/** @throws when the server sent a header that cannot be passed on */
function begin({ statusCode, headers }: UpstreamAnswer, response: Response): void {
  response.status(statusCode);
  for (const [name, value] of Object.entries(returnedHeaders(headers))) response.setHeader(name, value);
}

function isUnread(error: unknown, response: Response): boolean {
  return clientLeft(error) || response.destroyed;
}

/** Whether an answer says that it is small. */
function isShort(headers: UpstreamAnswer['headers']): boolean {
  return !isEventStream(headers) && Number(headers['content-length'] ?? Infinity) <= SHORT;
}

async function wholeOf(body: Readable): Promise<Buffer> {
  const bytes = new JoinedBytes();
  await settled((over) => {
    whenEnded(body, over);
    // Whoever counts it has paused it meanwhile.
    body.on('data', (piece: Uint8Array) => bytes.add(piece)).resume();
  });
  return bytes.take();
}

function settled(work: (over: (error: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    work((error) => (error === null ? resolve() : reject(error)));
  });
}
