import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Server } from './children.js';
import { administer, create } from './gatehouse.js';
import type { Plan } from './plan.js';
import { report } from './results.js';
import { median } from './rounds.js';
import { inText, type Outcome, table } from './table.js';

/** Devices that are ended in one round of the plan. */
const DEVICES = 5;
const LATE = 10_000;

/** What the end of a device came to: milliseconds from the sending of the order. */
interface Ending {
  readonly answered: number;
  readonly refused: number;
  readonly cut: number;
  /** Calls that were begun after the order was answered, and let through. */
  readonly admitted: number;
}

/** How long a device that an administrator ends can still do something: call, and listen to an open stream. */
export async function benchRevoke(gatehouse: Server, plan: Plan): Promise<Outcome> {
  const upstream = createServer((request, response) => {
    request.resume();
    if (request.method === 'GET')
      return void response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"jsonrpc":"2.0","id":1,"result":{}}');
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/mcp`;
  const { endpoint } = await create<{ endpoint: string }>(gatehouse.url, 'upstreams', {
    name: 'revoked',
    kind: 'mcp',
    url,
  });
  const person = { email: 'device@example.com', name: 'Device', roles: ['user'] };
  const { id } = await create<{ id: string }>(gatehouse.url, 'users', person);
  const endings: Ending[] = [];
  for (let turn = 0; turn < plan.rounds * DEVICES; turn += 1) endings.push(await endOne(gatehouse.url, id, endpoint));
  upstream.closeAllConnections();
  upstream.close();
  return outcomeOf(endings);
}

async function endOne(url: string, userId: string, endpoint: string): Promise<Ending> {
  const { code } = await create<{ code: string }>(url, `users/${userId}/bridge-codes`, {});
  const headers = { 'content-type': 'application/json' };
  const begun = await fetch(`${url}/api/v1/bridge/exchange`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ code }),
  });
  const { token } = (await begun.json()) as { token: string };
  const authorization = `Bearer ${token}`;
  const stream = await fetch(endpoint, { headers: { authorization, accept: 'text/event-stream' } });
  if (stream.status !== 200) throw new Error(`the stream was answered ${stream.status}`);
  const device = (
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { act: { sub: string } }
  ).act;
  const admin = await administer(url);

  let answered = Infinity;
  const start = performance.now();
  const cut = stream.text().then(
    () => performance.now(),
    () => performance.now(),
  );
  const ordered = fetch(`${url}/api/v1/admin/devices/${device.sub}`, { method: 'DELETE', headers: admin });
  const order = ordered.then(() => (answered = performance.now()));
  let admitted = 0;
  let refused = NaN;
  while (Number.isNaN(refused) && performance.now() - start < LATE) {
    const sent = performance.now();
    const body = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
    const { status } = await fetch(endpoint, { method: 'POST', headers: { ...headers, authorization }, body });
    if (status === 401) refused = performance.now();
    else if (sent > answered) admitted += 1;
  }
  await order;
  return { answered: answered - start, refused: refused - start, cut: (await cut) - start, admitted };
}

function outcomeOf(endings: readonly Ending[]): Outcome {
  const row = (name: string, key: 'answered' | 'refused' | 'cut') => {
    const values = endings.map((ending) => ending[key]);
    return [name, inText(median(values), 1), inText(Math.max(...values), 1)];
  };
  const rows = [
    row('the order is answered', 'answered'),
    row('a call is refused', 'refused'),
    row('an open stream is cut', 'cut'),
  ];
  const admitted = endings.reduce((sum, ending) => sum + ending.admitted, 0);
  const middle = (key: 'refused' | 'cut') => median(endings.map((ending) => ending[key]));
  return {
    title: `An administrator ends a device: ${endings.length} devices, each with a call after the other and an open stream`,
    tables: [table(['milliseconds from the order until', 'median', 'most'], rows)],
    results: [
      report('device revoked until a call is refused', middle('refused'), 'ms', ''),
      report('device revoked until a stream is cut', middle('cut'), 'ms', '< 2000'),
    ],
    checks: [
      { text: `calls let through that began after the order was answered: ${admitted}`, good: admitted === 0 },
      { text: 'every device was refused in the end', good: endings.every(({ refused }) => refused < LATE) },
    ],
  };
}
