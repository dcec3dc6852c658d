/* The inventory of long-lived secrets: whose, how old, when used, and what is due. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RollupsJob } from '../../src/analytics/rollups/rollups.job.js';
import { ClientSecretUsesJob } from '../../src/identity/clients/client-secret-uses.job.js';
import { Replica } from '../keys/replicas.js';
import { createAccessKey, exchange as exchangeKey } from '../support/access-keys.js';
import { CompanyProvider } from '../support/company-provider.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { HttpsHost } from '../support/https-host.js';
import { RecordingUpstream } from '../support/recording-upstream.js';
import { testSecrets } from '../support/test-secrets.js';
import { REPLICAS } from '../support/turns.js';
import { allPages, expectWrong } from './problems.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const UPSTREAM_VALUE = 'value-of-the-upstream-credential';

type Fields = Record<string, unknown>;
interface Item extends Fields {
  readonly kind: string;
  readonly id: string;
  readonly holder: Fields;
}

let gatehouse: TestGatehouse;
let host: HttpsHost;
let upstream: RecordingUpstream;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
const made: Record<string, string> = {};
const values: string[] = [UPSTREAM_VALUE, 'company secret'];
beforeAll(async () => {
  host = await HttpsHost.start();
  upstream = await RecordingUpstream.start();
  gatehouse = await TestGatehouse.start(host.settings);
  agent = await gatehouse.agent({ client_name: '=Agent', purpose: 'Sends reports.' });
  made['client_secret'] = agent.client.client_secret_id;
  const key = await createAccessKey(gatehouse, agent.owner.id);
  made['access_key'] = key.id;
  const expires_at = new Date(gatehouse.clock.now() + 5 * DAY).toISOString();
  const token = await gatehouse.create('/registration-tokens', { name: 'apps', uses: 2, expires_at });
  made['registration_token'] = token.id;
  const app = await register(token.initial_access_token);
  made['registration_access_token'] = app.client_id;
  made['upstream_credential'] = (
    await gatehouse.create('/upstreams', {
      name: 'tools',
      kind: 'mcp',
      url: upstream.url,
      credential: { mode: 'static', header: 'x-api-key', value: UPSTREAM_VALUE },
    })
  ).id;
  const provider = await CompanyProvider.start(host, () => gatehouse, '/acme');
  made['sign_in_provider_secret'] = (await provider.register(gatehouse)).id;
  const receiver = await gatehouse.create('/evidence-receivers', {
    name: 'siem',
    kind: 'webhook',
    url: `${host.url}/evidence`,
    status: 'inactive',
  });
  made['evidence_receiver_secret'] = receiver.id;
  values.push(agent.secret, key.text, token.initial_access_token, app.registration_access_token, receiver.secret);
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
  await host.stop();
});

async function register(token: string): Promise<{ client_id: string; registration_access_token: string }> {
  const answer = await gatehouse.request('POST', '/oauth/register', {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ client_name: 'App', redirect_uris: ['https://app.example/cb'] }),
  });
  return answer.body;
}
const list = async (query = ''): Promise<Item[]> => {
  const answer = await gatehouse.adminCall('GET', `/secrets?limit=200${query}`);
  expect(answer.status).toBe(200);
  return answer.body.items;
};
const one = async (kind: string): Promise<Item> => {
  const found = (await list(`&kind=${kind}`)).find(({ id }) => id === made[kind]);
  if (found === undefined) throw new Error(`no ${kind}`);
  return found;
};
const days = (from: unknown, to: unknown) => (Date.parse(String(to)) - Date.parse(String(from))) / DAY;

describe('the inventory of secrets', () => {
  it('has one of every kind, with holder, owner, age and what is due', async () => {
    const items = await list();
    for (const [kind, id] of Object.entries(made)) {
      expect(items.filter((item) => item.kind === kind).map((item) => item.id)).toContain(id);
    }
    const owner = { id: agent.owner.id, name: 'Ada Owner', status: 'active' };
    const secret = await one('client_secret');
    expect(secret).toEqual({
      kind: 'client_secret',
      id: made['client_secret'],
      name: null,
      state: 'current',
      holder: { type: 'client', id: agent.id, name: '=Agent', status: 'active' },
      owner,
      purpose: 'Sends reports.',
      purpose_stated: true,
      created_at: expect.any(String),
      age_days: 0,
      last_used_at: null,
      expires_at: null,
      rotation_due_at: expect.any(String),
      rotation_due: false,
    });
    expect(days(secret['created_at'], secret['rotation_due_at'])).toBeCloseTo(180, 3);
    const key = await one('access_key');
    expect(key).toMatchObject({ name: 'Nightly job', holder: { type: 'user', id: agent.owner.id }, owner });
    expect(key['rotation_due_at']).toBe(key['expires_at']);
    expect(await one('upstream_credential')).toMatchObject({
      name: 'x-api-key',
      holder: { name: 'tools' },
      owner: null,
    });
    expect(await one('sign_in_provider_secret')).toMatchObject({ holder: { name: 'Acme', status: 'active' } });
    expect(await one('evidence_receiver_secret')).toMatchObject({ holder: { name: 'siem', status: 'inactive' } });
    expect(await one('registration_access_token')).toMatchObject({ holder: { name: 'App' }, owner: null });
    const keys = items.filter(({ kind }) => kind === 'signing_key');
    expect(keys.map(({ state }) => state).sort()).toEqual(['current', 'current', 'current', 'next', 'next', 'next']);
    for (const item of keys.filter(({ state }) => state === 'current'))
      expect(days(item['created_at'], item['rotation_due_at'])).toBeCloseTo(30, 3);
    for (const item of keys.filter(({ state }) => state === 'next')) expect(item['rotation_due_at']).toBeNull();
  });

  it('never shows a value, nor anything that is stored of one', async () => {
    const shown = [
      await gatehouse.adminCall('GET', '/secrets?limit=200'),
      await gatehouse.adminCall('GET', '/secrets/inventory.csv'),
    ];
    const stored = await gatehouse.sql<{ text: string }>(
      `SELECT hash AS text FROM client_secrets UNION ALL SELECT tag FROM client_secrets UNION ALL SELECT hash FROM access_keys
        UNION ALL SELECT hash FROM registration_tokens UNION ALL SELECT token_hash FROM client_registrations
        UNION ALL SELECT encode(sealed_credential, 'base64') FROM upstreams WHERE sealed_credential IS NOT NULL`,
    );
    expect(stored.length).toBeGreaterThanOrEqual(6);
    for (const { text } of shown)
      for (const value of [...values, ...stored.map((row) => row.text)]) expect(text).not.toContain(value);
  });

  it('comes in pages that repeat nothing and leave nothing out', async () => {
    const pages = await allPages(gatehouse, '/secrets', 4);
    const ids = pages.flat().map((item: Item) => `${item.kind} ${item.id}`);
    expect(ids.length).toBe(new Set(ids).size);
    expect(ids.sort()).toEqual((await list()).map((item) => `${item.kind} ${item.id}`).sort());
  });

  it('is a table too, in which no name is run as a formula', async () => {
    const answer = await gatehouse.adminCall('GET', '/secrets/inventory.csv?kind=client_secret');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    const [header, ...lines] = answer.text.trim().split('\r\n');
    expect(header).toMatch(/^kind,id,name,state,holder_type,holder_id,holder_name,/);
    expect(lines.length).toBe((await list('&kind=client_secret')).length);
    expect(lines.find((line) => line.includes(made['client_secret']!))).toContain(`,${agent.id},'=Agent,active,`);
  });

  it.each([
    ['kind=password', 'kind'],
    ['due=soon', 'due'],
    ['unused_since=yesterday', 'unused_since'],
    ['expires_before=2', 'expires_before'],
    ['owner_id=ada', 'owner_id'],
    ['value=x', 'value'],
  ])('refuses ?%s', async (query, name) => {
    expectWrong(await gatehouse.adminCall('GET', `/secrets?${query}`), name);
    expectWrong(await gatehouse.adminCall('GET', `/secrets/inventory.csv?${query}`), name);
  });

  it('is for administrators', async () => {
    const token = await gatehouse.accessToken(agent.id, agent.secret);
    for (const path of ['/secrets', '/secrets/inventory.csv']) {
      const headers = { authorization: `Bearer ${token}` };
      expect((await gatehouse.request('GET', `/api/v1/admin${path}`, { headers })).status).toBe(403);
      expect((await gatehouse.request('GET', `/api/v1/admin${path}`)).status).toBe(401);
    }
  });
});

describe('filters of the inventory', () => {
  const at = (time: number) => encodeURIComponent(new Date(time).toISOString());

  it('find the secrets of an owner, and of a client', async () => {
    const owned = await list(`&owner_id=${agent.owner.id}`);
    expect(owned.map(({ kind }) => kind).sort()).toEqual(['access_key', 'client_secret']);
    expect((await list(`&client_id=${agent.id}`)).map(({ id }) => id)).toEqual([made['client_secret']]);
  });

  it('find what expires', async () => {
    const soon = await list(`&expires_before=${at(gatehouse.clock.now() + 10 * DAY)}`);
    expect(soon.map(({ kind }) => kind).sort()).toEqual(['access_key', 'registration_token']);
  });

  it('leave out what is over, and tell of what was replaced until when', async () => {
    const { id } = await gatehouse.agent();
    const key = await createAccessKey(gatehouse, agent.owner.id);
    expect((await list('&kind=access_key')).map((item) => item.id)).toContain(key.id);
    await gatehouse.adminCall('DELETE', `/access-keys/${key.id}`);
    expect((await list('&kind=access_key')).map((item) => item.id)).not.toContain(key.id);
    const end = new Date(gatehouse.clock.now() + HOUR);
    await gatehouse.sql('UPDATE client_secrets SET expires_at = $2 WHERE client_id = $1', [id, end]);
    expect(await list(`&client_id=${id}`)).toMatchObject([
      { state: 'replaced', expires_at: end.toISOString(), rotation_due_at: null },
    ]);
    gatehouse.clock.advance(2 * HOUR);
    expect(await list(`&client_id=${id}`)).toEqual([]);
  });
});

describe('the last use of a secret', () => {
  const used = async (kind: string) => (await one(kind))['last_used_at'];
  const token = () => gatehouse.token({ grant_type: 'client_credentials' }, { id: agent.id, secret: agent.secret });

  // Each process writes down what it saw, by a job of its own.
  it.skipIf(REPLICAS > 1)('of a client is told to the hour, and a wrong secret is no use', async () => {
    const job = gatehouse.app.get(ClientSecretUsesJob);
    const { id, client } = await gatehouse.agent();
    const usedAt = async () => (await list(`&client_id=${id}`))[0]!['last_used_at'];
    const use = async (secret: string) => {
      const { status } = await gatehouse.token({ grant_type: 'client_credentials' }, { id, secret });
      await job.run();
      return status;
    };
    expect(await use('wrong')).toBe(401);
    expect(await usedAt()).toBeNull();
    expect(await use(client.client_secret)).toBe(200);
    const first = await usedAt();
    expect(Math.abs(Date.parse(String(first)) - gatehouse.clock.now())).toBeLessThan(HOUR);
    gatehouse.clock.advance(HOUR / 2);
    await use(client.client_secret);
    expect(await usedAt()).toBe(first);
    gatehouse.clock.advance(HOUR / 2 + 60_000);
    await use(client.client_secret);
    expect(Date.parse(String(await usedAt()))).toBeGreaterThanOrEqual(Date.parse(String(first)) + HOUR);
    const secrets = await gatehouse.adminCall('GET', `/clients/${id}/secrets`);
    expect(secrets.body.items[0].last_used_at).toBe(await usedAt());
  });

  it('of a client is written when its process ends, and once an hour by however many processes', async () => {
    const shared = { ...testSecrets, ...host.settings, PUBLIC_URL: gatehouse.url };
    const elsewhere = async () => {
      const other = await Replica.start(gatehouse.serviceUrl, shared, gatehouse.clock);
      const answer = await fetch(`${other.url}/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
        headers: { authorization: `Basic ${Buffer.from(`${agent.id}:${agent.secret}`).toString('base64')}` },
      });
      expect(answer.status).toBe(200);
      await other.app.close();
    };
    gatehouse.clock.advance(2 * HOUR);
    const before = gatehouse.clock.now();
    await elsewhere();
    const first = await used('client_secret');
    expect(Date.parse(String(first))).toBeGreaterThanOrEqual(before);
    await elsewhere();
    expect(await used('client_secret')).toBe(first);
  });

  it('of a registration token is the last registration, of an access key its exchange, of an upstream its call', async () => {
    expect(await used('registration_token')).not.toBeNull();
    const key = await createAccessKey(gatehouse, agent.owner.id);
    expect((await exchangeKey(gatehouse, key.text, { resource: `${gatehouse.url}/api/v1/mcp/tools` })).status).toBe(
      200,
    );
    const item = async () => (await list('&kind=access_key')).find(({ id }) => id === key.id);
    await expect.poll(async () => (await item())?.['last_used_at']).not.toBeNull();

    expect(await used('upstream_credential')).toBeNull();
    const { access_token } = (
      await gatehouse.token(
        { grant_type: 'client_credentials', resource: `${gatehouse.url}/api/v1/mcp/tools` },
        { id: agent.id, secret: agent.secret },
      )
    ).body;
    await fetch(`${gatehouse.url}/api/v1/mcp/tools`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${access_token}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'x', arguments: {} } }),
    });
    await gatehouse.app.get(RollupsJob).count();
    expect(await used('upstream_credential')).not.toBeNull();
    expect((await token()).status).toBe(200);
  });

  it('finds what nobody uses any more', async () => {
    const { client } = await gatehouse.agent();
    gatehouse.clock.advance(91 * DAY);
    await token();
    await gatehouse.app.get(ClientSecretUsesJob).run();
    const since = new Date(gatehouse.clock.now() - 90 * DAY).toISOString();
    const idle = (await list(`&kind=client_secret&unused_since=${encodeURIComponent(since)}`)).map(({ id }) => id);
    expect(idle).toContain(client.client_secret_id);
    expect(idle).not.toContain(made['client_secret']);
  });
});

describe('rotation', () => {
  it('is due when a secret is older than the setting says, and no longer once another took its place', async () => {
    gatehouse.clock.advance(100 * DAY);
    const due = async () => (await list('&due=true')).map(({ id }) => id);
    const fresh = await gatehouse.agent();
    expect(await due()).toContain(made['client_secret']);
    expect(await due()).toContain(made['upstream_credential']);
    expect(await due()).not.toContain(fresh.client.client_secret_id);
    expect((await list('&due=false')).map(({ id }) => id)).toContain(fresh.client.client_secret_id);
    expect(await one('upstream_credential')).toMatchObject({ rotation_due: true, age_days: expect.any(Number) });
    const credential = { mode: 'static', header: 'x-api-key', value: 'another-value' };
    const changed = await gatehouse.adminCall('PATCH', `/upstreams/${made['upstream_credential']}`, { credential });
    expect(changed.status).toBe(200);
    expect(await one('upstream_credential')).toMatchObject({ rotation_due: false, age_days: 0, last_used_at: null });
    const { body: provider } = await gatehouse.adminCall(
      'PATCH',
      `/sign-in-providers/${made['sign_in_provider_secret']}`,
      { client_secret: 'another secret' },
    );
    expect(provider.id).toBe(made['sign_in_provider_secret']);
    expect(await one('sign_in_provider_secret')).toMatchObject({ rotation_due: false, age_days: 0 });
  });
});
