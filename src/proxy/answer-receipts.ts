import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { createHash } from 'node:crypto';
import { Evidence, type EvidenceEvent } from '../audit/evidence.contract.js';
import { Log } from '../kernel/log.js';
import { who } from './evidence-of-call.js';
import type { Admission, CallSpan } from './gate-request.js';

/** What passed to the caller. */
interface Passed {
  readonly bytes: number;
  /** SHA-256 of it, hexadecimal. */
  readonly digest: string;
  readonly milliseconds: number;
}

/** Writes down what came of admitted calls, after their answers, for which nobody waits. */
@Injectable()
export class AnswerReceipts {
  constructor(
    private readonly evidence: Evidence,
    private readonly log: Log,
  ) {}

  /** Looks at what is written to the caller from now on, once the call was admitted; a stream as it passes. */
  follow(admission: Admission, span: CallSpan, response: Response): void {
    const began = performance.now();
    const seen = seenBy(response, span);
    response.on('close', () => {
      if (span.decided === undefined) return;
      const milliseconds = Math.round(performance.now() - began);
      this.write(answered(admission, span.decided, response, { ...seen(), milliseconds }));
    });
  }

  /** In the next group commit. One that cannot be written leaves a receipt of a call without its end, which says as much. */
  private write(event: EvidenceEvent): void {
    this.evidence.record(event).catch((err: unknown) => {
      this.log.error('gate.answer_not_recorded', { server: event.upstream, calls: event.detail?.['calls'], err });
    });
  }
}

function answered(
  admission: Admission,
  { receipts, tool }: NonNullable<CallSpan['decided']>,
  response: Response,
  { bytes, digest, milliseconds }: Passed,
): EvidenceEvent {
  const outcome = response.writableFinished ? 'complete' : response.headersSent ? 'cut' : 'none';
  const result = { status: response.statusCode, result_bytes: bytes, result_sha256: digest };
  return {
    kind: 'gate.answered',
    decision: 'done',
    ...who(admission),
    ...(tool === undefined ? {} : { tool }),
    detail: { calls: receipts, outcome, ...(outcome === 'none' ? {} : result), duration_ms: milliseconds },
  };
}

type Written = Uint8Array | string;

/** Node has no event for what is written: the two ways to write are looked into. */
function seenBy(response: Response, span: CallSpan): () => { bytes: number; digest: string } {
  const hash = createHash('sha256');
  let bytes = 0;
  const look = (chunk: unknown, encoding: unknown): void => {
    if (span.decided === undefined || (typeof chunk !== 'string' && !(chunk instanceof Uint8Array))) return;
    const raw = typeof chunk === 'string' ? Buffer.from(chunk, isEncoding(encoding) ? encoding : 'utf8') : chunk;
    bytes += raw.length;
    hash.update(raw);
  };
  const write = response.write.bind(response) as (...parameters: unknown[]) => boolean;
  const end = response.end.bind(response) as (...parameters: unknown[]) => Response;
  let ended = false;
  response.write = ((chunk: Written, ...more: unknown[]) => {
    // Node's `end` writes what it is given by `write`, in some versions by this one: once is enough.
    if (!ended) look(chunk, more[0]);
    return write(chunk, ...more);
  }) as Response['write'];
  response.end = ((...parameters: unknown[]) => {
    if (!ended) look(parameters[0], parameters[1]);
    ended = true;
    return end(...parameters);
  }) as Response['end'];
  return () => {
    // Whoever has not heard yet that the connection is gone still writes: that reaches nobody.
    ended = true;
    return { bytes, digest: hash.digest('hex') };
  };
}

function isEncoding(value: unknown): value is BufferEncoding {
  return typeof value === 'string' && Buffer.isEncoding(value);
}
