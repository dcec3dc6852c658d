import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Problem } from '../kernel/problem.js';
import { AnswerReceipts } from './answer-receipts.js';
import type { Admission, CallSpan, GateRequest } from './gate-request.js';
import { type Ending, LiveAuthority } from './live-authority.js';
import { LiveUpstreams } from './live-upstreams.js';
import { closedMeanwhile } from './proxy-challenge.guard.js';

/**
 * Lets admitted calls go on for as long as their caller waits for them, their session lives and their server is served,
 * wherever they have come to; and streams only for as long as that is unchanged by which they were decided on.
 */
@Injectable()
export class OpenCalls {
  constructor(
    private readonly authority: LiveAuthority,
    private readonly upstreams: LiveUpstreams,
    private readonly receipts: AnswerReceipts,
  ) {}

  /**
   * @param walk the way of the call, which stops by itself when the request's span is over
   * @throws Challenge when the session ended before there was an answer, Problem 503 when nobody can tell whether it has,
   *   or the server is served no more, or a stream was decided on by what has changed; and whatever the walk throws
   */
  async during(
    admission: Admission,
    request: GateRequest,
    response: Response,
    walk: () => Promise<void>,
  ): Promise<void> {
    // It may have gone while we asked who it is: 'close' does not come twice.
    if (response.destroyed) return;
    const span: CallSpan = { gone: new AbortController(), answered: false, listens: request.method === 'GET' };
    request.span = span;
    this.receipts.follow(admission, span, response);
    let refuse: ((reason: Error) => void) | undefined;
    const end = (reason: Error): void => {
      if (span.answered || response.headersSent) response.destroy();
      else {
        // The rest of a body that nobody reads is not waited for.
        if (!request.complete) response.setHeader('connection', 'close');
        refuse?.(reason);
      }
      span.gone.abort();
    };
    const { caller, upstream } = admission;
    const session = this.authority.hold(caller.claims.sid, (ending) => end(refusal(admission, ending)));
    const server = this.upstreams.hold(upstream, { listens: () => span.listens, end });
    // It may go on for long after the walk: a stream of events does.
    response.on('close', () => {
      // The client went away: nobody waits for the upstream's answer any more.
      if (!response.writableFinished) span.gone.abort();
      session();
      server();
    });
    return new Promise((resolve, reject) => {
      refuse = reject;
      // Whichever is first: what comes after it changes nothing any more.
      walk()
        .then(resolve, reject)
        .finally(() => (refuse = undefined));
    });
  }
}

function refusal(admission: Admission, ending: Ending): Error {
  if (ending === 'closed') return closedMeanwhile(admission.dialled);
  return new Problem(503, 'Whether this may still be done cannot be told at the moment.', [], { 'retry-after': '2' });
}
