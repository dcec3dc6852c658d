import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BARS } from './bars.js';
import type { Server } from './children.js';
import { administer, create, METRICS_TOKEN } from './gatehouse.js';
import type { Plan } from './plan.js';
import { report } from './results.js';
import { inText, type Outcome, table } from './table.js';

/** Devices that are ended in one round of the plan, one after the other. */
const DEVICES = 25;
/** Devices that are ended at once. */
const AT_ONCE = 200;
const LATE = 10_000;
/** Calls of the admin API by which devices are made, at a time. */
const LANES = 10;

const PING = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
const UNANSWERED = '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"slow"}}';

/** What the end of a device came to: milliseconds from the sending of the order. */
interface Ending {
  readonly answered: number;
  readonly refusedHere: number;
  readonly refusedThere: number;
  readonly cutHere: number;
  readonly cutThere: number;
  readonly waitingThere: number;
  /** Calls that were begun after the order was answered, and let through. */
  readonly admitted: number;
}

interface Replicas {
  /** Where the order is given. */
  readonly here: string;
  readonly there: string;
  readonly path: string;
  readonly userId: string;
}

/** How long a device that an administrator ends can still do something, at the replica that is told and at another one. */
export async function benchRevoke([first, second]: readonly [Server, Server], plan: Plan): Promise<Outcome> {
  const upstream = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (request.method === 'GET') {
        return void response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
      }
      if (body === UNANSWERED) return;
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"jsonrpc":"2.0","id":1,"result":{}}');
    });
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/mcp`;
  const { endpoint } = await create<{ endpoint: string }>(first.url, 'upstreams', {
    name: 'revoked',
    kind: 'mcp',
    url,
  });
  const replicas = { here: first.url, there: second.url, path: new URL(endpoint).pathname };
  const endings: Ending[] = [];
  for (let turn = 0; turn < plan.rounds * DEVICES; turn += 1) {
    endings.push(await endOne({ ...replicas, userId: await person(first.url) }));
  }
  const crowd = plan.name === 'smoke' ? AT_ONCE / 10 : AT_ONCE;
  const late = await endMany(replicas, crowd);
  const own = [await enforcement(first.url), await enforcement(second.url)];
  upstream.closeAllConnections();
  upstream.close();
  return outcomeOf(endings, late, own);
}

/** Each device has a person of its own: a person has only so many. */
async function person(url: string): Promise<string> {
  const email = `${crypto.randomUUID()}@example.com`;
  return (await create<{ id: string }>(url, 'users', { email, name: 'Device', roles: ['user'] })).id;
}

async function endOne({ here, there, path, userId }: Replicas): Promise<Ending> {
  const { headers, id } = await begin(here, userId);
  const [own, foreign] = [await listen(here + path, headers), await listen(there + path, headers)];
  const waiting = fetch(there + path, { method: 'POST', headers, body: UNANSWERED });
  const admin = await administer(here);

  let answered = Infinity;
  let admitted = 0;
  const start = performance.now();
  const since = (): number => performance.now() - start;
  const order = fetch(`${here}/api/v1/admin/devices/${id}`, { method: 'DELETE', headers: admin }).then(
    () => (answered = since()),
  );
  const refused = async (url: string): Promise<number> => {
    while (since() < LATE) {
      const sent = since();
      const { status } = await fetch(url + path, { method: 'POST', headers, body: PING });
      if (status === 401) return since();
      if (sent > answered) admitted += 1;
    }
    return NaN;
  };
  const [refusedHere, refusedThere, cutHere, cutThere, waitingThere] = await Promise.all([
    refused(here),
    refused(there),
    own.cut.then(since),
    foreign.cut.then(since),
    waiting.then(({ status }) => (status === 401 ? since() : NaN)),
  ]);
  await order;
  return { answered, refusedHere, refusedThere, cutHere, cutThere, waitingThere, admitted };
}

/** Ends many devices at once. @returns milliseconds from the answer to each order until its stream at another replica is cut */
async function endMany(replicas: Omit<Replicas, 'userId'>, count: number): Promise<number[]> {
  const { here, there, path } = replicas;
  const devices: { id: string; cut: Promise<number> }[] = [];
  let left = count;
  const lane = async (): Promise<void> => {
    while (left-- > 0) {
      const { id, headers } = await begin(here, await person(here));
      const { cut } = await listen(there + path, headers);
      devices.push({ id, cut: cut.then(() => performance.now()) });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const admin = await administer(here);
  return Promise.all(
    devices.map(async ({ id, cut }) => {
      await fetch(`${here}/api/v1/admin/devices/${id}`, { method: 'DELETE', headers: admin });
      const answered = performance.now();
      return Math.max(0, (await cut) - answered);
    }),
  );
}

/** A device that has begun: its id and the headers of its calls. */
async function begin(url: string, userId: string): Promise<{ id: string; headers: Record<string, string> }> {
  const { code } = await create<{ code: string }>(url, `users/${userId}/bridge-codes`, {});
  const json = { 'content-type': 'application/json' };
  const body = JSON.stringify({ code });
  const begun = await fetch(`${url}/api/v1/bridge/exchange`, { method: 'POST', headers: json, body });
  const { token } = (await begun.json()) as { token: string };
  const claims = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
  const { act } = JSON.parse(claims) as { act: { sub: string } };
  return { id: act.sub, headers: { ...json, authorization: `Bearer ${token}` } };
}

/** Opens a stream. @returns what resolves when it is cut, or ends by itself */
async function listen(url: string, headers: Record<string, string>): Promise<{ readonly cut: Promise<void> }> {
  const stream = await fetch(url, { headers: { ...headers, accept: 'text/event-stream' } });
  if (stream.status !== 200) throw new Error(`the stream was answered ${stream.status}`);
  const over = (): void => undefined;
  return { cut: stream.text().then(over, over) };
}

/** What a replica measured itself: endings, and those that took no more than a quarter of a second. */
async function enforcement(url: string): Promise<{ readonly all: number; readonly soon: number }> {
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  const text = await answer.text();
  const value = (part: string): number =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`gatehouse_revocation_to_enforcement_seconds_${part} `))
        ?.split(' ')[1],
    );
  return { all: value('count'), soon: value('bucket{le="0.25"}') };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? NaN;
}

function outcomeOf(
  endings: readonly Ending[],
  late: readonly number[],
  own: readonly { readonly all: number; readonly soon: number }[],
): Outcome {
  const row = (name: string, values: readonly number[]) => [
    name,
    ...[0.5, 0.99, 1].map((share) => inText(percentile(values, share), 1)),
  ];
  const of = (key: keyof Ending) => endings.map((ending) => ending[key]);
  const rows = [
    row('the order is answered', of('answered')),
    row('a call is refused', of('refusedHere')),
    row('a call is refused by another replica', of('refusedThere')),
    row('an open stream is cut', of('cutHere')),
    row('an open stream of another replica is cut', of('cutThere')),
    row('a call that waits there for its upstream is refused', of('waitingThere')),
  ];
  const crowd = [row(`a stream of another replica is cut, of ${late.length} at once`, late)];
  const admitted = endings.reduce((sum, ending) => sum + ending.admitted, 0);
  const [all, soon] = [own.reduce((sum, one) => sum + one.all, 0), own.reduce((sum, one) => sum + one.soon, 0)];
  const refused = endings.every((ending) =>
    [ending.refusedHere, ending.refusedThere, ending.waitingThere].every(Number.isFinite),
  );
  return {
    title: `An administrator ends a device: ${endings.length} devices that call one call after the other and have streams, two replicas`,
    tables: [
      table(['milliseconds from the order until', 'p50', 'p99', 'most'], rows),
      table(['milliseconds from the answer to the order until', 'p50', 'p99', 'most'], crowd),
      `The replicas measured ${inText(all)} endings of their own, ${inText(soon)} of them within 250 ms of the change.`,
    ],
    results: [
      report(
        'device revoked until another replica refuses, p99',
        percentile(of('refusedThere'), 0.99),
        'ms',
        BARS.revoked,
      ),
      report('device revoked until a stream is cut, p50', percentile(of('cutThere'), 0.5), 'ms'),
      report('device revoked until a stream is cut, p99', percentile(of('cutThere'), 0.99), 'ms', BARS.revoked),
      report(
        'device revoked until a waiting call is refused, p99',
        percentile(of('waitingThere'), 0.99),
        'ms',
        BARS.revoked,
      ),
      report(
        `${late.length} devices revoked at once until a stream is cut, p99`,
        percentile(late, 0.99),
        'ms',
        BARS.revoked,
      ),
    ],
    checks: [
      { text: `calls let through that began after the order was answered: ${admitted}`, good: admitted === 0 },
      { text: 'every device was refused in the end, and what waited was', good: refused },
      { text: `endings that the replicas measured: ${all}`, good: all > 0 },
    ],
  };
}
