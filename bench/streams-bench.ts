import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { BARS } from './bars.js';
import type { Server } from './children.js';
import { memory } from './cpu.js';
import { type Agent, create, fetchToken, tokenRequest } from './gatehouse.js';
import { report } from './results.js';
import { inText, type Outcome, table } from './table.js';

/** Event streams that are open at once, and so many are opened at a time. */
const STREAMS = 2_000;
const AT_ONCE = 50;
const PATIENCE = 20_000;

/** What thousands of open event streams cost: the gate's memory for each, and whether all of them still hear an event. */
export async function benchStreams(gatehouse: { server: Server; agent: Agent }): Promise<Outcome> {
  const { server, agent } = gatehouse;
  const listening = new Set<ServerResponse>();
  const upstream = http.createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': open\n\n');
    listening.add(response);
    response.once('close', () => listening.delete(response));
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/mcp`;
  const fields = { name: 'streams', kind: 'mcp', url };
  const { endpoint, resource } = await create<{ endpoint: string; resource: string }>(server.url, 'upstreams', fields);
  const token = await fetchToken(tokenRequest(`${server.url}/oauth/token`, agent, { scope: 'mcp', resource }));

  const before = memory(server.pid).now;
  const streams: IncomingMessage[] = [];
  let heard = 0;
  while (streams.length < STREAMS) {
    streams.push(...(await Promise.all(Array.from({ length: AT_ONCE }, () => open(endpoint, token)))));
  }
  for (const stream of streams) stream.on('data', (part: Buffer) => (heard += part.includes('data: news') ? 1 : 0));
  await sleep(2_000);
  const opened = memory(server.pid).now;
  for (const response of listening) response.write('data: news\n\n');
  await until(() => heard >= STREAMS);
  const told = memory(server.pid).now;
  for (const stream of streams) stream.destroy();
  await until(() => listening.size === 0);
  const ended = listening.size;
  upstream.closeAllConnections();
  upstream.close();

  const each = ((opened - before) * 1024) / STREAMS;
  return {
    title: `${inText(STREAMS)} event streams open at once through the gate`,
    tables: [
      table(
        ['memory of the gate', 'MiB'],
        [
          ['before', inText(before, 1)],
          ['with all of them open', inText(opened, 1)],
          ['after an event on each', inText(told, 1)],
        ],
      ),
    ],
    results: [report('memory of an open event stream', each, 'KiB', BARS.stream)],
    checks: [
      { text: `streams that heard the event: ${heard} of ${STREAMS}`, good: heard === STREAMS },
      { text: `streams that are left at the server after all clients went: ${ended}`, good: ended === 0 },
    ],
  };
}

/** @throws Error when it is no stream */
function open(endpoint: string, token: string): Promise<IncomingMessage> {
  const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' };
  return new Promise((resolve, reject) => {
    const request = http.request(endpoint, { headers, agent: false }, (answer) => {
      answer.on('error', () => undefined);
      if (answer.statusCode === 200) resolve(answer);
      else reject(new Error(`a stream was answered ${answer.statusCode}`));
    });
    request.on('error', reject);
    request.end();
  });
}

async function until(done: () => boolean): Promise<void> {
  for (const end = performance.now() + PATIENCE; !done() && performance.now() < end;) await sleep(20);
}
