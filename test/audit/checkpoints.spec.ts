import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyEvidence } from '../../src/audit/verify/verification.js';
import { Replica } from '../keys/replicas.js';
import { eventually } from '../support/gated.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { testSecrets } from '../support/test-secrets.js';

let gatehouse: TestGatehouse;
let second: Replica;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
beforeAll(async () => {
  const settings = { CHECKPOINT_SECONDS: '1', LIMIT_PUBLIC: '60000/60' };
  gatehouse = await TestGatehouse.start(settings);
  second = await Replica.start(
    gatehouse.serviceUrl,
    { ...testSecrets, ...settings, PUBLIC_URL: gatehouse.url },
    gatehouse.clock,
  );
  agent = await gatehouse.agent();
});
afterAll(async () => {
  await second.app.close();
  await gatehouse.stop();
});

const signed = async () => {
  const rows = await gatehouse.sql<{ number: string }>('SELECT number FROM audit_checkpoints ORDER BY number');
  return rows.map(({ number }) => Number(number));
};
const unsigned = async () => {
  const [row] = await gatehouse.sql<{ count: number }>(
    `SELECT count(*)::int AS count FROM audit_events e WHERE writer IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM audit_chains c WHERE c.writer = e.writer AND c.seq >= e.seq)`,
  );
  return row?.count;
};
async function exportOf(url: string) {
  const headers = { authorization: `Bearer ${await gatehouse.admin()}` };
  const text = await (await fetch(`${url}/api/v1/admin/audit/export`, { headers })).text();
  const { body: jwks } = await gatehouse.request('GET', '/.well-known/evidence-jwks.json');
  return verifyEvidence(text.trimEnd().split('\n'), jwks);
}

it('are signed by themselves, until every receipt is in one', async () => {
  await gatehouse.accessToken(agent.id, agent.secret);
  await eventually(async () => (await unsigned()) === 0, 'a checkpoint of everything');
});

it('have numbers without a gap, and take every receipt in once, when two instances sign at once', async () => {
  for (let round = 0; round < 5; round++) {
    const tokens = Array.from({ length: 6 }, () => gatehouse.accessToken(agent.id, agent.secret));
    const found = await Promise.all([exportOf(gatehouse.url), exportOf(second.url), exportOf(gatehouse.url)]);
    await Promise.all(tokens);
    expect(found.map(({ state, problem }) => [state, problem])).toEqual(Array(3).fill(['whole', undefined]));
  }
  const numbers = await signed();
  expect(numbers).toEqual(numbers.map((_, at) => at + 1));
});

it('are not made when there is nothing new', async () => {
  await exportOf(gatehouse.url);
  const before = await signed();
  await exportOf(second.url);
  expect(await signed()).toEqual(before);
});

it('cannot be changed or deleted, not even by the owner by mistake', async () => {
  for (const table of ['audit_events', 'audit_checkpoints', 'audit_keys']) {
    for (const statement of [`DELETE FROM ${table}`, `UPDATE ${table} SET at = now()`, `TRUNCATE ${table}`]) {
      await expect(gatehouse.sql(statement)).rejects.toThrow('append-only');
    }
  }
});

it('never take in what comes after a gap, and the log says where it is', async () => {
  await gatehouse.accessToken(agent.id, agent.secret);
  await exportOf(gatehouse.url);
  await gatehouse.accessToken(agent.id, agent.secret);
  const [{ writer = '', seq = '' } = {}] = await gatehouse.sql<{ writer: string; seq: string }>(
    `SELECT writer, seq FROM audit_events WHERE kind = 'token.issued' ORDER BY id DESC LIMIT 1`,
  );
  await exportOf(gatehouse.url);
  await gatehouse.sql('UPDATE audit_chains SET seq = seq - 1 WHERE writer = $1', [writer]);
  // The chain goes on from another receipt than the one that is noted.
  await exportOf(gatehouse.url);
  expect(gatehouse.logLines.join('')).toContain('evidence.chain_broken');
  expect(gatehouse.logLines.join('')).toContain(`"after":${Number(seq) - 1}`);
});
