import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Replica } from '../keys/replicas.js';
import { deviceToken, hookToken, provision } from '../support/devices.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { createPerson } from '../support/people.js';
import { testSecrets } from '../support/test-secrets.js';

const HOUR = 3_600_000;

interface Client {
  client_id: string;
  client_secret: string;
  previous_secret_expires_at: string | null;
}

let gatehouse: TestGatehouse;
let second: Replica;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  second = await Replica.start(gatehouse.serviceUrl, { ...testSecrets, PUBLIC_URL: gatehouse.url }, gatehouse.clock);
  await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: 'http://127.0.0.1:9/' });
  await gatehouse.create('/upstreams', { name: 'closed', kind: 'mcp', url: 'http://127.0.0.1:9/', default: 'deny' });
});
afterAll(async () => {
  await second.app.close();
  await gatehouse.stop();
});

const url = (turn: number): string => (turn % 2 === 0 ? gatehouse.url : second.url);
const works = async (client: Client): Promise<boolean> => (await hookToken(gatehouse, client)).status === 200;
const device = async (): Promise<string> => deviceToken(gatehouse, await createPerson(gatehouse));
const rotate = (token: string, count: number) =>
  Promise.all(Array.from({ length: count }, (_, turn) => provision(gatehouse, token, url(turn))));

async function hook(turn: number, name: string, token: string, body: object) {
  const response = await fetch(`${url(turn)}/api/v1/hooks/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const { decision, evidence_id: id } = (await response.json()) as { decision?: string; evidence_id?: string };
  return { status: response.status, decision, id };
}
/** 20 at once, by turns at both instances. */
const hooks = (name: string, token: string, body: (turn: number) => object) =>
  Promise.all(Array.from({ length: 20 }, (_, turn) => hook(turn, name, token, body(turn))));
const question = (fields: object = {}) => ({
  call_id: randomUUID(),
  plugin_id: 'bridge',
  upstream: 'tools',
  tool: 'read',
  ...fields,
});
const hookClient = async (): Promise<string> =>
  (await hookToken(gatehouse, (await provision(gatehouse, await device())).body as Client)).body.access_token as string;
const evidenceOf = async (callId: string) =>
  (await gatehouse.sql<{ id: string }>(`SELECT id FROM audit_events WHERE detail->>'call_id' = $1`, [callId])).map(
    ({ id }) => id,
  );

/** The one that ends by itself first. */
const secretsOf = (id: string) =>
  gatehouse.sql<{ id: string; expires_at: Date | null }>(
    'SELECT id, expires_at FROM client_secrets WHERE client_id = $1 ORDER BY expires_at NULLS LAST',
    [id],
  );

const rotationsOf = async (id: string) => {
  const rows = await gatehouse.sql<{
    detail: Record<'secret_id' | 'previous_secret_id' | 'previous_expires_at', string>;
  }>(`SELECT detail FROM audit_events WHERE kind = 'client.secret_rotated' AND detail->>'id' = $1`, [id]);
  return rows.map(({ detail }) => detail);
};

describe('secrets asked for at two instances at once', () => {
  it.each([false, true])(
    'leave two good: the last, and the one before it for the overlap (client there: %s)',
    async (there) => {
      const token = await device();
      const before = there ? ((await provision(gatehouse, token)).body as Client) : null;
      const answers = await rotate(token, 10);
      expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(9).fill(200), there ? 200 : 201]);
      const clients = answers.map(({ body }) => body as Client);
      const { client_id: id } = clients[0]!;
      // Each rotation is on record with what it ended; followed from the first to the last, none is left out.
      const rotations = await rotationsOf(id);
      expect(rotations).toHaveLength(there ? 10 : 9);
      expect(new Set(rotations.map((one) => one.previous_secret_id)).size).toBe(rotations.length);
      const good = [];
      for (const client of clients) if (await works(client)) good.push(client);
      expect(good).toHaveLength(2);
      if (before !== null) expect(await works(before)).toBe(false);
      const rows = await secretsOf(id);
      const last = rotations.find((one) => one.secret_id === rows[1]!.id)!;
      expect(rows).toMatchObject([
        { id: last.previous_secret_id, expires_at: new Date(last.previous_expires_at) },
        { expires_at: null },
      ]);
      expect(good.map((client) => client.previous_secret_expires_at)).toContain(last.previous_expires_at);
      gatehouse.clock.advance(HOUR + 1000);
      expect((await Promise.all(good.map(works))).filter((one) => one)).toHaveLength(1);
    },
  );
});

describe('a call id at two instances at once', () => {
  it('has one answer and one evidence when it is allowed', async () => {
    const asked = question({ arguments: { a: 1 } });
    const answers = await hooks('govern', await hookClient(), () => asked);
    expect(new Set(answers.map(({ status, decision }) => `${status} ${decision}`))).toEqual(new Set(['200 allow']));
    expect(await evidenceOf(asked.call_id)).toEqual([...new Set(answers.map(({ id }) => id))]);
  });

  it('has evidence of its own for each time that it is denied', async () => {
    const asked = question({ upstream: 'closed' });
    const answers = await hooks('govern', await hookClient(), () => asked);
    expect(new Set(answers.map(({ status, decision }) => `${status} ${decision}`))).toEqual(new Set(['200 deny']));
    expect((await evidenceOf(asked.call_id)).sort()).toEqual(answers.map(({ id }) => id).sort());
    expect(new Set(answers.map(({ id }) => id)).size).toBe(20);
  });

  it.each(['tools', 'closed'])('means one question, whichever comes first (%s)', async (upstream) => {
    const asked = question({ upstream });
    const answers = await hooks('govern', await hookClient(), (turn) => ({ ...asked, tool: `tool-${turn % 4}` }));
    const told = answers.map(({ status }, turn) => ({ tool: turn % 4, status }));
    const winners = new Set(told.filter(({ status }) => status === 200).map(({ tool }) => tool));
    expect(winners.size).toBe(1);
    expect(told.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(told.filter(({ status }) => status === 409)).toHaveLength(15);
    expect(await evidenceOf(asked.call_id)).toHaveLength(upstream === 'tools' ? 1 : 5);
  });

  it('is reported once, and the report tells of the decision if that came before', async () => {
    const token = await hookClient();
    const asked = question();
    const report = { ...asked, outcome: 'ok' };
    const [told, governed] = await Promise.all([hooks('track', token, () => report), hook(1, 'govern', token, asked)]);
    expect(new Set(told.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(told.map(({ id }) => id)).size).toBe(1);
    const rows = await gatehouse.sql<{ kind: string; detail: Record<string, unknown> }>(
      `SELECT kind, detail FROM audit_events WHERE detail->>'call_id' = $1 ORDER BY kind`,
      [asked.call_id],
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['hook.governed', 'hook.tracked']);
    expect([null, governed.id]).toContain(rows[1]?.detail['governed_by']);
  });
});
