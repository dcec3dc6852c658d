import type { Response } from 'express';
import type { Readable } from 'node:stream';

interface Pouring {
  readonly body: Readable;
  readonly response: Response;
  /** Milliseconds for which a client may read nothing although there is something to read. */
  readonly patience: number;
}

/**
 * Passes a body on as fast as it is read. Neither is ended: before its first byte the response can still become an answer of
 * ours. Node's pipes do the same with a dozen closures, which an open stream would keep.
 * @param over is called once, with what went wrong if the body did not come to its end
 */
export function pour({ body, response, patience }: Pouring, over: (error: Error | null) => void): void {
  let stalled: NodeJS.Timeout | undefined;
  const left = (): void => void body.destroy();
  const goOn = (): void => void body.resume();
  whenEnded(body, (error) => {
    clearInterval(stalled);
    response.off('close', left).off('drain', goOn);
    over(error);
  });
  response.on('close', left).on('drain', goOn);
  if (response.destroyed) return left();
  // Whoever counts it has paused it meanwhile.
  body
    .on('data', (piece: Uint8Array) => {
      if (response.write(piece)) return;
      body.pause();
      // Most streams never need one.
      stalled ??= cutWhenStalled(response, patience);
    })
    .resume();
}

/** @param over is called once; every body closes, so that an error is made of those alone that did before their end */
export function whenEnded(body: Readable, over: (error: Error | null) => void): void {
  let isOver = false;
  const end = (error: Error | null): void => {
    isOver = true;
    over(error);
  };
  const broken = (error?: Error | null): void => {
    if (!isOver) end(error ?? new Error('the answer ended too early'));
  };
  if (body.destroyed) return broken(body.errored);
  body
    .on('end', () => isOver || end(null))
    .on('error', broken)
    .on('close', broken);
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
