import { Problem } from '../../kernel/problem.js';
import type { RpcId } from '../../kernel/rpc-message.js';
import { refusalText } from '../rpc-refusal.js';
import { ClientStream } from './client-stream.js';

/** The answer to a request, as its text. */
export interface SessionAnswer {
  readonly text: string;
  readonly isError: boolean;
}

/** What a client asks of a session. */
export interface SessionRequest {
  readonly id: RpcId;
  readonly progress: string | null;
  /** Whether its answer is a stream, which begins before it is known; else a document. */
  readonly streams: boolean;
  /** Milliseconds without anything that is for it. */
  readonly patience: number;
}

/** A request of a client whose answer is still to come on the session's stream. */
export class PendingCall {
  /** Null when its answer is a document. */
  readonly stream: ClientStream | null;
  readonly progress: string | null;
  /** Null when nobody waits for it any more. @throws Problem */
  readonly answer: Promise<SessionAnswer | null>;
  private readonly id: RpcId;
  private readonly timer: NodeJS.Timeout | undefined;
  private settle!: (answer: SessionAnswer | null | Promise<never>) => void;
  private waits = true;

  /** @param over is called once, when nothing more can come of it for the client */
  constructor(
    { id, progress, streams, patience }: SessionRequest,
    private readonly over: () => void,
  ) {
    this.id = id;
    this.progress = progress;
    this.answer = new Promise<SessionAnswer | null>((resolve) => (this.settle = resolve));
    // Of a stream it is told in the stream.
    this.answer.catch(() => undefined);
    const silent = (): void => this.fail(new Problem(504, 'The server did not answer in time.'));
    this.stream = streams ? new ClientStream(patience, silent) : null;
    this.timer = streams ? undefined : setTimeout(silent, patience).unref();
    this.stream?.body.once('close', () => this.leave());
  }

  /** Whether the client still waits for it. */
  get isOpen(): boolean {
    return this.waits;
  }

  answered(answer: SessionAnswer): void {
    if (!this.close()) return;
    this.stream?.end(answer.text);
    this.settle(answer);
  }

  fail(problem: Problem): void {
    if (!this.close()) return;
    this.stream?.end(refusalText(this.id, { code: -32000, message: problem.message }));
    this.settle(Promise.reject(problem));
  }

  /** Nobody waits for it any more, or there is to be no answer. */
  leave(): void {
    if (!this.close()) return;
    this.stream?.end();
    this.settle(null);
  }

  private close(): boolean {
    const first = this.waits;
    this.waits = false;
    clearTimeout(this.timer);
    if (first) this.over();
    return first;
  }
}
