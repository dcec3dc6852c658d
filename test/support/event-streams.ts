import type { IncomingMessage, ServerResponse } from 'node:http';
import { ok } from './recording-upstream.js';

/** An upstream's answer: to GET a stream that never ends of its own accord, to anything else an empty result. */
export function streaming(request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== 'GET') return ok(request, response);
  response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n');
}

/**
 * Whether an open stream ends, or is cut off, within some seconds; one that does not is left.
 * A stream that is to end is waited for as long as a busy machine may need; one that is to go on costs all of the time.
 */
export async function ends(stream: Response, seconds = 15): Promise<boolean> {
  const reader = stream.body!.getReader();
  const over = (async () => {
    for (;;) if ((await reader.read()).done) return true;
  })().catch(() => true);
  let timer: NodeJS.Timeout | undefined;
  const still = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), seconds * 1000)));
  const ended = await Promise.race([over, still]);
  clearTimeout(timer);
  if (!ended) await reader.cancel();
  return ended;
}
