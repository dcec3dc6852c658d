import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { request as dispatch, type Dispatcher } from 'undici';
import { contextOf } from '../http/request-context.js';
import { Log } from '../kernel/log.js';
import { Problem } from '../kernel/problem.js';
import type { Admission, GateRequest } from './gate-request.js';
import { OpenStreams } from './open-streams.js';
import { forwardedHeaders, returnedHeaders } from './relay-headers.rules.js';
import { UpstreamConnections } from './upstream-connections.js';
import { UpstreamCredentials } from './upstream-credentials.js';

/** A call that was decided and recorded. */
export interface DecidedCall {
  readonly admission: Admission;
  /** One id along the whole chain of calls. */
  readonly txn: string;
  /** The re-serialised message; undefined when the request has none. */
  readonly body: string | undefined;
}

/** Milliseconds. */
const FIRST_BYTE = 60_000;
const IDLE = 300_000;

/** Sends a decided call to its upstream with our own credential, and streams the answer back as it comes. */
@Injectable()
export class Relay {
  constructor(
    private readonly connections: UpstreamConnections,
    private readonly credentials: UpstreamCredentials,
    private readonly streams: OpenStreams,
    private readonly log: Log,
  ) {}

  async forward(call: DecidedCall, request: GateRequest, response: Response): Promise<void> {
    const gone = new AbortController();
    // The client went away: nobody waits for the upstream's answer any more.
    response.once('close', () => {
      if (!response.writableFinished) gone.abort();
    });
    let answer: Dispatcher.ResponseData;
    try {
      answer = await this.send(call, request, gone.signal);
    } catch (error) {
      if (gone.signal.aborted) return;
      throw this.failure(call, error);
    }
    try {
      await this.giveBack(call, answer, response);
    } catch (error) {
      if (gone.signal.aborted) return;
      this.log.warn('gate.upstream_broke_off', { server: call.admission.upstream.name, err: error });
      throw error;
    }
  }

  private async send(call: DecidedCall, request: GateRequest, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const { upstream } = call.admission;
    const { requestId, traceparent } = contextOf(request);
    const dispatcher = this.connections.to(upstream);
    const headers = {
      ...forwardedHeaders(request.rawHeaders),
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(await this.credentials.headers(call)),
      'x-request-id': requestId,
      traceparent,
    };
    return dispatch(upstream.url, {
      method: request.method,
      headers,
      ...(call.body === undefined ? {} : { body: call.body }),
      dispatcher,
      signal,
      headersTimeout: upstream.timeouts.first_byte ?? FIRST_BYTE,
      bodyTimeout: upstream.timeouts.idle ?? IDLE,
    });
  }

  private async giveBack(call: DecidedCall, answer: Dispatcher.ResponseData, response: Response): Promise<void> {
    const { statusCode, headers, body } = answer;
    // An abort reaches the body also after the pipeline has let go of it; an error nobody hears would end the process.
    body.on('error', () => undefined);
    // Our own credential was refused, or we were sent elsewhere: neither is the caller's to mend.
    if (statusCode === 401 || statusCode === 407 || (statusCode >= 300 && statusCode < 400)) {
      body.destroy();
      this.log.warn('gate.upstream_refused', { server: call.admission.upstream.name, status: statusCode });
      throw new Problem(502, `The server answered the gate with status ${statusCode}.`);
    }
    response.status(statusCode);
    for (const [name, value] of Object.entries(returnedHeaders(headers))) response.setHeader(name, value);
    // The first event may be long in coming; any other answer has its headers sent with its first piece.
    if (String(headers['content-type']).startsWith('text/event-stream')) response.flushHeaders();
    const unwatch = this.streams.watch(call.admission.caller.claims.sid, () => response.destroy());
    await pipeline(body, response).finally(unwatch);
  }

  private failure(call: DecidedCall, error: unknown): Problem {
    const code = (error as { code?: string }).code ?? '';
    this.log.warn('gate.upstream_failed', { server: call.admission.upstream.name, code, err: error });
    if (error instanceof Problem) return error;
    if (code === 'UND_ERR_CONNECT_TIMEOUT') return new Problem(504, 'The server could not be reached in time.');
    if (code === 'UND_ERR_HEADERS_TIMEOUT') return new Problem(504, 'The server did not answer in time.');
    return new Problem(502, 'The server could not be reached.');
  }
}
