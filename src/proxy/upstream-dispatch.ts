import { Injectable } from '@nestjs/common';
import { errors, request as dispatch, type Dispatcher } from 'undici';
import { contextOf } from '../http/request-context.js';
import { Log } from '../kernel/log.js';
import { Problem } from '../kernel/problem.js';
import type { GateRequest } from './gate-request.js';
import type { DecidedCall } from './relay.js';
import { forwardedHeaders } from './relay-headers.rules.js';
import { CONNECT, UpstreamConnections } from './upstream-connections.js';
import { UpstreamCredentials } from './upstream-credentials.js';

/** Milliseconds. */
const FIRST_BYTE = 60_000;
export const IDLE = 300_000;

/** Sends a decided call to its upstream, with our own credential, and waits until the answer begins. */
@Injectable()
export class UpstreamDispatch {
  constructor(
    private readonly connections: UpstreamConnections,
    private readonly credentials: UpstreamCredentials,
    private readonly log: Log,
  ) {}

  /**
   * @param gone aborts it when nobody waits for the answer any more
   * @returns null when it was aborted
   * @throws Problem 502 or 504 when the upstream cannot be reached, or does not answer in time
   */
  async send(call: DecidedCall, request: GateRequest, gone: AbortController): Promise<Dispatcher.ResponseData | null> {
    // Outside of what is told as a failure of the upstream: a credential that cannot be made is a failure of ours.
    const credential = await this.credentials.headers(call);
    if (gone.signal.aborted) return null;
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new errors.HeadersTimeoutError()), allowance(call));
    try {
      const signal = AbortSignal.any([gone.signal, late.signal]);
      return await this.dispatch(call, { ...headersOf(call, request), ...credential }, signal);
    } catch (error) {
      if (gone.signal.aborted) return null;
      throw this.failure(call, error);
    } finally {
      clearTimeout(timer);
    }
  }

  private dispatch(
    call: DecidedCall,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData> {
    const { url, timeouts } = call.admission.upstream;
    return dispatch(url, {
      method: call.method,
      headers,
      ...(call.body === undefined ? {} : { body: call.body }),
      dispatcher: this.connections.to(call.admission.upstream),
      signal,
      headersTimeout: timeouts.first_byte ?? FIRST_BYTE,
      bodyTimeout: timeouts.idle ?? IDLE,
    });
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

/** Milliseconds until an answer must have begun: undici counts anew after every interim one (103), alone it would wait for ever. */
function allowance({ admission: { upstream } }: DecidedCall): number {
  return (upstream.timeouts.first_byte ?? FIRST_BYTE) + (upstream.timeouts.connect ?? CONNECT);
}

/** What reaches the upstream besides our credential. */
function headersOf(call: DecidedCall, request: GateRequest): Record<string, string> {
  const { requestId, traceparent } = contextOf(request);
  return {
    ...forwardedHeaders(request.rawHeaders),
    ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
    'x-request-id': requestId,
    traceparent,
  };
}
