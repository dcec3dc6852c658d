/* What the process was started with, and what it does by itself. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definitions } from '../../src/settings/definitions.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { problemOf } from './problems.js';

const SECRET = 'metrics-token-of-the-tests-0123456789';
let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ METRICS_TOKEN: SECRET, LIMIT_GATE: '7/3' });
});
afterAll(() => gatehouse.stop());

const get = async (path: string) => {
  const { status, body } = await gatehouse.adminCall('GET', path);
  expect({ path, status }).toEqual({ path, status: 200 });
  return body;
};

describe('settings in effect', () => {
  it('are all there, with where they come from, and no secret', async () => {
    const answer = await gatehouse.adminCall('GET', '/settings');
    expect(answer.body.items.map(({ name }: { name: string }) => name)).toEqual(Object.keys(definitions));
    const { KEY_ENCRYPTION_KEY, TOKEN_PEPPER } = gatehouse.settings;
    const hidden = [SECRET, KEY_ENCRYPTION_KEY, TOKEN_PEPPER, gatehouse.settings.BOOTSTRAP_CLIENT_SECRET];
    for (const text of hidden) if (text !== undefined) expect(answer.text).not.toContain(text);
    expect(await get('/settings/METRICS_TOKEN')).toMatchObject({ value: null, source: 'environment', secret: true });
    expect(await get('/settings/CLIENT_SECRET_COST')).toMatchObject({
      value: '4',
      default: '10',
      source: 'environment',
    });
    expect(await get('/settings/HOST')).toMatchObject({ value: '127.0.0.1', source: 'default', secret: false });
    problemOf(await gatehouse.adminCall('GET', '/settings/toString'), 404);
  });

  it('say what is admitted in what time', async () => {
    expect(await get('/limits/LIMIT_GATE')).toMatchObject({ count: 7, seconds: 3, source: 'environment' });
    expect(await get('/limits/LIMIT_ADMIN')).toMatchObject({ count: 2400, seconds: 60, source: 'default' });
    expect((await get('/limits')).items).toContainEqual(await get('/limits/LIMIT_GATE'));
    problemOf(await gatehouse.adminCall('GET', '/limits/HOST'), 404);
  });
});

describe('periodic jobs', () => {
  it('tell when they ran, and run when they are told to', async () => {
    const { items } = await get('/jobs');
    expect(items.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['expired-rows', 'key-rotation', 'partitions', 'checkpoints']),
    );
    const person = await gatehouse.create('/users', { email: 'a@example.test', name: 'A', roles: ['user'] });
    await gatehouse.create(`/users/${person.id}/setup-link`, {});
    await gatehouse.sql(`UPDATE setup_links SET expires_at = now() - interval '1 hour'`);
    const before = await get('/jobs/expired-rows');
    expect(before).toMatchObject({ every_seconds: 60, running: false, last_outcome: 'succeeded' });
    const ran = await gatehouse.adminCall('POST', '/jobs/expired-rows/run');
    expect([ran.status, ran.body]).toMatchObject([200, { running: false, last_outcome: 'succeeded' }]);
    expect(Date.parse(ran.body.last_started_at)).toBeGreaterThan(Date.parse(before.last_started_at));
    expect(await gatehouse.sql('SELECT 1 FROM setup_links')).toEqual([]);
    expect(await gatehouse.sql(`SELECT detail FROM audit_events WHERE kind = 'job.run'`)).toEqual([
      { detail: { name: 'expired-rows' } },
    ]);
    problemOf(await gatehouse.adminCall('POST', '/jobs/none/run'), 404);
  });
});
