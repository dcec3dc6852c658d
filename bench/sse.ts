import http from 'node:http';
import type { LoadRequest } from './load.js';

export const STREAMS = 4;

/** Opens some event streams at once. @returns microseconds from the upstream's writing of an event to its arrival here */
export async function streamDelays(request: LoadRequest): Promise<{ p50: number; p99: number }> {
  const delays = (await Promise.all(Array.from({ length: STREAMS }, () => oneStream(request)))).flat();
  delays.sort((one, other) => one - other);
  const percentile = (share: number) => delays[Math.floor((delays.length - 1) * share)] ?? NaN;
  return { p50: percentile(0.5), p99: percentile(0.99) };
}

/** @throws Error when the answer is no event stream, breaks off, or lasts too long */
function oneStream({ url, method, headers, body }: LoadRequest): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const options = {
      method,
      headers: { ...headers, accept: 'text/event-stream' },
      timeout: 10_000,
      agent: false as const,
    };
    const request = http.request(url, options, (answer) => {
      const delays: number[] = [];
      const type = answer.headers['content-type'] ?? '';
      if (answer.statusCode !== 200 || !type.startsWith('text/event-stream'))
        return reject(new Error(`${url} answered ${answer.statusCode} ${type}`));
      answer.on('data', (chunk: Buffer) => {
        const now = process.hrtime.bigint();
        for (const [, sent] of chunk.toString().matchAll(/data: (\d+)\n\n/g))
          delays.push(Number(now - BigInt(sent ?? 0)) / 1000);
      });
      answer.on('error', reject);
      answer.on('end', () => resolve(delays));
    });
    request.on('timeout', () => request.destroy(new Error(`${url} sent nothing for 10 s`)));
    request.on('error', reject);
    request.end(body);
  });
}
