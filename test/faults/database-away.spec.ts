import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { CuttableLine } from '../support/cuttable-line.js';
import { TestGatehouse } from '../support/gatehouse.js';

let line: CuttableLine;
let gatehouse: TestGatehouse;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
let token: string;

beforeAll(async () => {
  line = await CuttableLine.to(inject('serviceUrl'));
  gatehouse = await TestGatehouse.start({}, (url) => line.via(url));
  const { resource } = await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: 'http://127.0.0.1:9/' });
  agent = await gatehouse.agent();
  token = await gatehouse.accessToken(agent.id, agent.secret, { resource });
  await gatehouse.admin();
});
beforeEach(() => line.mend());
afterAll(async () => {
  line.mend();
  await gatehouse.stop();
  await line.close();
});

const gate = () => gatehouse.request('GET', '/api/v1/mcp/tools', { headers: { authorization: `Bearer ${token}` } });

describe('while the database is away', () => {
  it('it is not ready, but alive, and is ready again when the database is back', async () => {
    line.cut();
    const ready = await gatehouse.request('GET', '/health/ready');
    expect([ready.status, ready.body.detail]).toEqual([503, 'The database does not answer.']);
    expect((await gatehouse.request('GET', '/health/live')).status).toBe(200);
    line.mend();
    expect((await gatehouse.request('GET', '/health/ready')).status).toBe(200);
  });

  it('no token leaves, and the answer says whose fault it is', async () => {
    line.cut();
    const answer = await gatehouse.token({ grant_type: 'client_credentials' }, agent);
    expect([answer.status, answer.body]).toEqual([
      503,
      { error: 'temporarily_unavailable', error_description: expect.any(String) },
    ]);
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(answer.text).not.toMatch(/ECONN|127\.0\.0\.1|Connection/);
  });

  it('the gate admits nobody: what cannot be checked is refused (rule 7)', async () => {
    expect((await gate()).status).toBe(502);
    line.cut();
    const answer = await gate();
    expect([answer.status, answer.body.error]).toEqual([503, 'temporarily_unavailable']);
    line.mend();
    expect((await gate()).status).toBe(502);
  });

  it('the keys are still published: verifiers elsewhere go on', async () => {
    line.cut();
    const answer = await gatehouse.request('GET', '/oauth/jwks');
    expect([answer.status, answer.body.keys.length >= 3]).toEqual([200, true]);
  });

  it('a commit whose outcome is unknown is not answered as a token', async () => {
    const before = await gatehouse.sql<{ count: string }>('SELECT count(*) FROM sessions');
    const answers = Promise.all(
      Array.from({ length: 20 }, () => gatehouse.token({ grant_type: 'client_credentials', scope: 'mcp' }, agent)),
    );
    setTimeout(() => line.cut(), 5);
    const issued = (await answers).filter(({ status }) => status === 200);
    line.mend();
    const [after] = await gatehouse.sql<{ count: string }>('SELECT count(*) FROM sessions');
    expect(Number(after!.count) - Number(before[0]!.count)).toBeGreaterThanOrEqual(issued.length);
  });
});

describe('a database that ends connections as soon as they are ready', () => {
  it('refuses whoever asked for them, and never ends the process', async () => {
    const uncaught: unknown[] = [];
    const note = (error: unknown): void => void uncaught.push(error);
    process.on('uncaughtExceptionMonitor', note);
    line.cut();
    line.mend();
    line.endWhenReady(4);
    const source = gatehouse.app.get(DataSource);
    const asked = await Promise.allSettled(Array.from({ length: 4 }, () => source.query('SELECT 1')));
    line.endWhenReady(0);
    process.off('uncaughtExceptionMonitor', note);
    expect(asked.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
    expect(uncaught).toEqual([]);
    expect((await gatehouse.request('GET', '/health/ready')).status).toBe(200);
  });
});
