import { Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { errors, request as dispatch, type Dispatcher } from 'undici';
import { contextOf } from '../http/request-context.js';
import { Log } from '../kernel/log.js';
import { Problem } from '../kernel/problem.js';
import { AnswerTooLarge, boundAnswer, isEventStream } from './answer-bounds.js';
import type { GateRequest } from './gate-request.js';
import type { DecidedCall } from './relay.js';
import { forwardedHeaders } from './relay-headers.rules.js';
import { mayRepeat } from './repeatable-call.rules.js';
import { RpcRefused } from './rpc-refusal.js';
import { CONNECT, UpstreamConnections } from './upstream-connections.js';
import { UpstreamCredentials } from './upstream-credentials.js';
import { codeOf, failureOf } from './upstream-failure.js';
import { CredentialNotOpened } from './upstreams/credential-vault.js';
import { type Passage, UpstreamTraffic } from './upstreams/upstream-traffic.js';

/** Milliseconds. */
const FIRST_BYTE = 60_000;
export const IDLE = 300_000;
/** Milliseconds until a server that refused a connection is dialled once more: it may just be starting. */
const REDIAL = 100;

/** A call took longer than `timeouts.total`. */
class TotalTimeout extends Error {
  readonly code = 'total_timeout';
}

/** Sends a decided call to its upstream, with our own credential, and waits until the answer begins. */
@Injectable()
export class UpstreamDispatch {
  constructor(
    private readonly traffic: UpstreamTraffic,
    private readonly connections: UpstreamConnections,
    private readonly credentials: UpstreamCredentials,
    private readonly log: Log,
  ) {}

  /**
   * The answer's body ends with an error when it grows too large, or takes too long. Whoever gets it reads or destroys it.
   * @param gone aborts it when nobody waits for the answer any more
   * @returns null when it was aborted
   * @throws Problem 502, 503 or 504 when the upstream cannot be reached, has too much to do, or does not answer in time
   * @throws RpcRefused when it refused our credential
   */
  async send(call: DecidedCall, request: GateRequest, gone: AbortController): Promise<Dispatcher.ResponseData | null> {
    const passage = this.traffic.enter(call.admission.upstream, call.admission.caller, call.method);
    const total = totalTimer(call, gone);
    const left = (): void => {
      clearTimeout(total);
      passage.left();
    };
    try {
      // Outside of what is told as a failure of the upstream: a credential that cannot be made is a failure of ours.
      const credential = await this.credential(call);
      const headers = { ...headersOf(call, request), ...credential };
      const answer = gone.signal.aborted ? null : await this.answer(call, headers, gone, passage);
      if (answer === null) left();
      else answer.body.once('close', left);
      return answer;
    } catch (error) {
      left();
      throw error;
    }
  }

  private async credential(call: DecidedCall): Promise<Record<string, string>> {
    try {
      return await this.credentials.headers(call);
    } catch (err) {
      if (!(err instanceof CredentialNotOpened)) throw err;
      this.log.error('gate.upstream_credential_shut', { server: call.admission.upstream.name, err });
      throw credentialRefused(
        call,
        'The gate cannot use its credential for this server. An administrator can mend that.',
      );
    }
  }

  private async answer(
    call: DecidedCall,
    headers: Record<string, string>,
    gone: AbortController,
    passage: Passage,
  ): Promise<Dispatcher.ResponseData | null> {
    const timer = setTimeout(() => gone.abort(new errors.HeadersTimeoutError()), allowance(call));
    try {
      const answer = await this.attempts(call, headers, gone.signal);
      passage.answered(isEventStream(answer.headers));
      return this.usable(call, answer);
    } catch (error) {
      if (gone.signal.aborted && !isTimeout(gone.signal.reason)) return null;
      throw this.failure(call, gone.signal.aborted ? gone.signal.reason : error, passage);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Once more when it is certain that nothing is done twice. */
  private async attempts(
    call: DecidedCall,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData> {
    try {
      return await this.dispatch(call, headers, signal);
    } catch (error) {
      const code = codeOf(error);
      if (signal.aborted || !mayRepeat(code, call.reads)) throw error;
      this.log.info('gate.upstream_repeated', { server: call.admission.upstream.name, code });
      if (code === 'ECONNREFUSED') await pause(REDIAL, undefined, { signal });
      return await this.dispatch(call, headers, signal);
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

  /** @throws RpcRefused or Problem 502 for an answer that is not the caller's to mend */
  private usable(call: DecidedCall, answer: Dispatcher.ResponseData): Dispatcher.ResponseData {
    const { statusCode, headers, body } = answer;
    // An abort reaches the body also after everybody has let go of it; an error nobody hears would end the process.
    body.on('error', () => undefined);
    const { upstream } = call.admission;
    try {
      if (statusCode === 401 || statusCode === 403 || statusCode === 407) {
        const text = `The server answered the gate with status ${statusCode}: it does not accept the gate's credential.`;
        throw credentialRefused(call, text);
      }
      if (statusCode >= 300 && statusCode < 400) {
        throw new Problem(502, `The server answered the gate with status ${statusCode}.`);
      }
      boundAnswer(body, headers, upstream.limits);
      return answer;
    } catch (error) {
      body.destroy();
      this.log.warn('gate.upstream_refused', { server: upstream.name, status: statusCode, err: error });
      if (error instanceof AnswerTooLarge) throw new Problem(502, `The answer has ${error.message}.`);
      throw error;
    }
  }

  private failure(call: DecidedCall, error: unknown, passage: Passage): unknown {
    if (error instanceof RpcRefused) return error;
    const code = codeOf(error);
    if (!(error instanceof Problem)) {
      this.log.warn('gate.upstream_failed', { server: call.admission.upstream.name, code, err: error });
    }
    const { problem, fault } = failureOf(error);
    if (fault !== null) passage.failed(fault, code);
    return problem;
  }
}

/** What an agent can tell its person, instead of a status that says they should sign in once more. */
function credentialRefused({ admission, id }: DecidedCall, text: string): Error {
  if (id === null) return new Problem(502, text);
  return new RpcRefused(502, id, -32010, text, { reason: 'upstream_credential', server: admission.upstream.name });
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof TotalTimeout || reason instanceof errors.HeadersTimeoutError;
}

function totalTimer({ admission: { upstream } }: DecidedCall, gone: AbortController): NodeJS.Timeout | undefined {
  const { total } = upstream.timeouts;
  return total === undefined
    ? undefined
    : setTimeout(() => gone.abort(new TotalTimeout('the call took too long')), total);
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
