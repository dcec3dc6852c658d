import type { IncomingMessage } from 'node:http';
import { JoinedBytes } from '../kernel/joined-bytes.js';

/** The body is larger than the reader's limit. */
export class BodyTooLarge extends Error {
  constructor(readonly limit: number) {
    super(`body of more than ${limit} bytes`);
  }
}

/** The body's encoding is not one that is read here. */
export class UnreadableBody extends Error {}

/**
 * Reads a whole body of bounded size.
 * @throws BodyTooLarge as soon as it is known, UnreadableBody when it is compressed or was cut off
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  // A compressed body could grow without bound after the limit was checked.
  if (encoding.toLowerCase() !== 'identity') throw new UnreadableBody(`content-encoding ${encoding} is not accepted`);
  const expected = Number(request.headers['content-length'] ?? 0);
  if (expected > limit) throw new BodyTooLarge(limit);
  const body = new JoinedBytes(expected);
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      if (body.size + chunk.length <= limit) return body.add(chunk);
      request.removeAllListeners('data').resume();
      reject(new BodyTooLarge(limit));
    });
    request.on('end', () => resolve(body.take()));
    request.on('error', reject);
    request.on('aborted', () => reject(new UnreadableBody('the request was cut off')));
  });
}
