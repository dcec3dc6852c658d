import { type Answer, type TestGatehouse } from './gatehouse.js';

export const METRICS_TOKEN = 'Zk3vQ8rTn5Wc1Xs7Yp2Lm9Jd4Hb6Gf0Ae';

/** A body of one JSON-RPC request. */
export const rpc = (method: string, params?: unknown, id: unknown = 1) =>
  JSON.stringify({ jsonrpc: '2.0', id, method, params });

/** One agent's calls to an upstream behind the gate. */
export interface Gated {
  /** Of the upstream. */
  readonly id: string;
  readonly path: string;
  readonly token: string;
  readonly headers: Record<string, string>;
  send(body?: string, extra?: Record<string, string>): Promise<Answer>;
  /** The answer as it comes. */
  open(init?: RequestInit): Promise<Response>;
}

let count = 0;

/** Registers an upstream for an agent. @param fields of the upstream beside name and kind */
export async function gated(
  gatehouse: TestGatehouse,
  agent: { id: string; secret: string },
  fields: Record<string, unknown>,
): Promise<Gated> {
  const made = await gatehouse.create('/upstreams', { name: `behind-${++count}`, kind: 'mcp', ...fields });
  return callsOf(gatehouse, agent, made);
}

/** Calls of another agent to the same upstream. @param made its view */
export async function callsOf(
  gatehouse: TestGatehouse,
  agent: { id: string; secret: string },
  made: { id: string; resource: string },
): Promise<Gated> {
  const token = await gatehouse.accessToken(agent.id, agent.secret, { resource: made.resource });
  const path = new URL(made.resource).pathname;
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    authorization: `Bearer ${token}`,
  };
  return {
    id: made.id,
    path,
    token,
    headers,
    send: (body = rpc('tools/call', { name: 'a' }), extra = {}) =>
      gatehouse.request('POST', path, { headers: { ...headers, ...extra }, body }),
    open: (init = {}) => fetch(gatehouse.url + path, { headers, ...init }),
  };
}

/** The value of a line of /metrics, labels as Prometheus writes them; undefined when there is none. */
export async function metric(gatehouse: TestGatehouse, line: string): Promise<number | undefined> {
  const { text } = await gatehouse.request('GET', '/metrics', {
    headers: { authorization: `Bearer ${METRICS_TOKEN}` },
  });
  const found = text.split('\n').find((one) => one.startsWith(`${line} `));
  return found === undefined ? undefined : Number(found.slice(line.length));
}

/** Waits for what must come about; never for what must not. */
export async function eventually(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let left = 500; left > 0; left--) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`never came about: ${what}`);
}
