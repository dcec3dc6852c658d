/* Agents: each has somebody who answers for it, a purpose and an end. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExpiredClientsJob } from '../../src/identity/clients/expired-clients.job.js';
import { ACCESS_TOKEN, exchange, EXCHANGE } from '../support/exchange.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, createPerson, createRelyingParty } from '../support/people.js';
import { RecordingUpstream } from '../support/recording-upstream.js';
import { problemOf } from './problems.js';

const DAY = 86_400_000;

let gatehouse: TestGatehouse;
let upstream: RecordingUpstream;
let resource: string;
let owner: { id: string };
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  upstream = await RecordingUpstream.start();
  resource = (await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: upstream.url })).resource;
  owner = (await gatehouse.agent()).owner;
});
afterAll(async () => {
  await gatehouse.stop();
  await upstream.stop();
});

type Fields = Record<string, unknown>;
const body = (fields: Fields = {}): Fields => ({
  client_name: 'Reporter',
  kind: 'agent',
  owner_id: owner.id,
  grant_types: ['client_credentials'],
  scope: 'mcp user',
  ...fields,
});
const create = (fields?: Fields) => gatehouse.create('/clients', body(fields));
const change = (id: string, fields: Fields) => gatehouse.adminCall('PATCH', `/clients/${id}`, fields);
const inDays = (days: number) => new Date(gatehouse.clock.now() + days * DAY).toISOString();
const daysAhead = (time: string) => (Date.parse(time) - gatehouse.clock.now()) / DAY;
const orphans = async (query = '') => {
  const { body } = await gatehouse.adminCall('GET', `/clients?orphaned=true&limit=200${query}`);
  return (body.items as { client_id: string }[]).map((item) => item.client_id);
};

describe('purpose and end of an agent', () => {
  it('are its name and a year when nobody says, and the view tells that the purpose is not stated', async () => {
    const made = await create();
    expect(made).toMatchObject({ purpose: 'Reporter', purpose_stated: false });
    expect(daysAhead(made.expires_at)).toBeCloseTo(365, 1);
    const stored = await gatehouse.sql<Fields>('SELECT purpose, expires_at FROM clients WHERE client_id = $1', [
      made.client_id,
    ]);
    expect(stored).toEqual([{ purpose: 'Reporter', expires_at: new Date(made.expires_at) }]);
  });

  it('are what a registration says', async () => {
    const expires_at = inDays(10);
    const made = await create({ purpose: 'Sends the monthly report.', expires_at });
    expect(made).toMatchObject({ purpose: 'Sends the monthly report.', purpose_stated: true, expires_at });
  });

  it('a purpose that nobody stated follows the name; one that was stated stays', async () => {
    const [unstated, stated] = [await create(), await create({ purpose: 'Reports.' })];
    const renamed = await change(unstated.client_id, { client_name: 'Writer' });
    expect(renamed.body).toMatchObject({ purpose: 'Writer', purpose_stated: false });
    expect((await change(stated.client_id, { client_name: 'Writer' })).body.purpose).toBe('Reports.');
  });

  it('null asks for the usual end anew, which is how an agent is given another year', async () => {
    const { client_id } = await create({ expires_at: inDays(3) });
    const answer = await change(client_id, { expires_at: null });
    expect(answer.status).toBe(200);
    expect(daysAhead(answer.body.expires_at)).toBeCloseTo(365, 1);
  });

  it('an end later than five years ahead is refused, on create and on update', async () => {
    const fault = { '/expires_at': 'must lie at most 1825 days ahead for an agent' };
    const refused = await gatehouse.adminCall('POST', '/clients', body({ expires_at: inDays(1826) }));
    expect(problemOf(refused, 400)).toEqual(fault);
    const { client_id } = await create();
    const late = await change(client_id, { expires_at: inDays(1826) });
    expect(problemOf(late, 400)).toEqual(fault);
    expect((await change(client_id, { expires_at: inDays(1824) })).status).toBe(200);
  });

  it('what becomes an agent gets both, and keeps to the latest end', async () => {
    const service = await create({ kind: 'service', expires_at: '2099-01-01T00:00:00Z' });
    const late = await change(service.client_id, { kind: 'agent' });
    expect([late.status, late.body.errors[0].pointer]).toEqual([400, '/expires_at']);
    const endless = await create({ kind: 'service' });
    expect(endless).toMatchObject({ expires_at: null, purpose: null });
    const agent = await change(endless.client_id, { kind: 'agent' });
    expect(agent.body).toMatchObject({ purpose: 'Reporter', expires_at: expect.any(String) });
  });

  it('are what the database insists on, whoever writes there', async () => {
    const { client_id } = await create();
    await expect(
      gatehouse.sql('UPDATE clients SET expires_at = NULL WHERE client_id = $1', [client_id]),
    ).rejects.toThrow('clients_agents');
  });

  it('come from settings', async () => {
    const strict = await TestGatehouse.start({ AGENT_LIFETIME_DAYS: '30', AGENT_LONGEST_DAYS: '60' });
    try {
      const { client } = await strict.agent();
      expect((Date.parse(client.expires_at) - strict.clock.now()) / DAY).toBeCloseTo(30, 1);
      const late = new Date(strict.clock.now() + 61 * DAY).toISOString();
      expect((await strict.adminCall('PATCH', `/clients/${client.client_id}`, { expires_at: late })).status).toBe(400);
    } finally {
      await strict.stop();
    }
  });
});

describe('a client that registered itself', () => {
  it('is no agent and has no end; made one, it needs an owner', async () => {
    const expires_at = inDays(1);
    const { initial_access_token: token } = await gatehouse.create('/registration-tokens', { name: 'x', expires_at });
    const registered = await gatehouse.request('POST', '/oauth/register', {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ client_name: 'App', redirect_uris: ['https://app.example/cb'] }),
    });
    const id = registered.body.client_id as string;
    const view = await gatehouse.adminCall('GET', `/clients/${id}`);
    expect(view.body).toMatchObject({ kind: 'application', expires_at: null, owner_id: null });
    expect(await orphans()).not.toContain(id);
    const alone = await change(id, { kind: 'agent' });
    expect([alone.status, alone.body.errors[0].pointer]).toEqual([400, '/owner_id']);
    const owned = await change(id, { kind: 'agent', owner_id: owner.id });
    expect([owned.status, owned.body]).toMatchObject([200, { purpose: 'App', expires_at: expect.any(String) }]);
  });
});

describe('agents of somebody who has left', () => {
  it('are listed as orphans when the owner is deactivated, and handed to somebody else', async () => {
    const agent = await gatehouse.agent();
    expect(await orphans()).not.toContain(agent.id);
    await gatehouse.adminCall('PATCH', `/users/${agent.owner.id}`, { status: 'inactive' });
    expect(await orphans()).toContain(agent.id);
    expect(await orphans(`&owner_id=${agent.owner.id}`)).toEqual([agent.id]);
    const others = await gatehouse.adminCall('GET', `/clients?orphaned=false&limit=200`);
    expect(JSON.stringify(others.body.items)).not.toContain(agent.id);
    const refused = await gatehouse.token({ grant_type: 'client_credentials' }, agent);
    expect([refused.status, refused.body.error_description]).toEqual([401, 'the owner of the client is inactive']);

    expect((await change(agent.id, { owner_id: owner.id })).status).toBe(200);
    expect(await orphans()).not.toContain(agent.id);
    expect((await gatehouse.token({ grant_type: 'client_credentials' }, agent)).status).toBe(200);
  });

  it('are listed as orphans when the owner is deleted, and handed over while they are activated', async () => {
    const agent = await gatehouse.agent();
    expect((await gatehouse.adminCall('DELETE', `/users/${agent.owner.id}`)).status).toBe(204);
    expect(await orphans()).toContain(agent.id);
    const unanswered = await change(agent.id, { status: 'active' });
    expect([unanswered.status, unanswered.body.errors[0].pointer]).toEqual([400, '/owner_id']);
    expect((await change(agent.id, { status: 'active', owner_id: owner.id })).status).toBe(200);
    expect(await orphans()).not.toContain(agent.id);
    expect((await gatehouse.token({ grant_type: 'client_credentials' }, agent)).status).toBe(200);
  });

  it('filter of orphans that is neither true nor false is refused', async () => {
    const answer = await gatehouse.adminCall('GET', '/clients?orphaned=yes');
    expect(problemOf(answer, 400)).toEqual({ orphaned: 'must be one of true, false' });
  });
});

describe('an agent that has come to its end', () => {
  const call = (token: string) =>
    fetch(`${gatehouse.url}/api/v1/mcp/tools`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }),
    });
  const inSeconds = (seconds: number) => new Date(gatehouse.clock.now() + seconds * 1000).toISOString();

  it('has no token that says it lives longer', async () => {
    const agent = await gatehouse.agent({ expires_at: inSeconds(60) });
    const { body } = await gatehouse.token({ grant_type: 'client_credentials' }, agent);
    expect(body.expires_in).toBeLessThanOrEqual(60);
  });

  it('is told so by the gate, also when its end came while its token lives', async () => {
    const agent = await gatehouse.agent();
    const token = await gatehouse.accessToken(agent.id, agent.secret, { resource });
    expect((await call(token)).status).not.toBe(401);
    await change(agent.id, { expires_at: inSeconds(5) });
    gatehouse.clock.advance(6_000);
    const refused = await call(token);
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({
      error: 'invalid_token',
      error_description: 'The client has expired.',
    });
    expect(refused.headers.get('www-authenticate')).toContain('The client has expired.');
  });

  it('gets nothing by any grant, and is told why', async () => {
    const agent = await gatehouse.agent({ grant_types: ['client_credentials', EXCHANGE], expires_at: inSeconds(5) });
    const token = await gatehouse.accessToken(agent.id, agent.secret, { resource });
    gatehouse.clock.advance(6_000);
    const why = { error: 'invalid_client', error_description: 'the client has expired' };
    expect((await gatehouse.token({ grant_type: 'client_credentials' }, agent)).body).toEqual(why);
    const exchanged = await exchange(gatehouse, agent, { subject_token: token, subject_token_type: ACCESS_TOKEN });
    expect(exchanged.body).toEqual(why);
    for (const path of ['/oauth/introspect', '/oauth/par', '/oauth/device_authorization']) {
      const answer = await gatehouse.request('POST', path, {
        headers: {
          authorization: `Basic ${Buffer.from(`${agent.id}:${agent.secret}`).toString('base64')}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({ token, scope: 'mcp' }).toString(),
      });
      expect([path, answer.status, answer.body]).toEqual([path, 401, why]);
    }
  });

  it('refreshes nothing, and people who come from it are told why', async () => {
    const agent = await createRelyingParty(gatehouse, { kind: 'agent' });
    const person = await createPerson(gatehouse);
    const flow = new AuthorizationFlow(gatehouse, agent);
    const { refresh_token } = await flow.tokens(person, { scope: 'openid offline_access' });
    const code = await flow.code(person);
    const { path } = await flow.open({ prompt: 'login' });
    await change(agent.id, { expires_at: inSeconds(5) });
    gatehouse.clock.advance(6_000);
    const why = { error: 'invalid_client', error_description: 'the client has expired' };
    expect((await flow.refresh(refresh_token)).body).toEqual(why);
    expect((await flow.redeem(code)).body).toEqual(why);
    expect((await flow.begin()).text).toContain('The application that sent you here has expired.');
    expect((await flow.browser.get(path)).text).toContain('It has expired.');
  });

  it('has its token exchanged by nobody else', async () => {
    const agent = await gatehouse.agent();
    const other = await gatehouse.create('/clients', body({ owner_id: agent.owner.id, grant_types: [EXCHANGE] }));
    const token = await gatehouse.accessToken(agent.id, agent.secret, { resource });
    const by = { id: other.client_id as string, secret: other.client_secret as string };
    const ask = () => exchange(gatehouse, by, { subject_token: token, subject_token_type: ACCESS_TOKEN });
    expect((await ask()).status).toBe(200);
    await change(agent.id, { expires_at: inSeconds(5) });
    gatehouse.clock.advance(6_000);
    expect((await ask()).body.error).toBe('invalid_request');
  });

  it('loses its sessions, on record, once', async () => {
    const agent = await gatehouse.agent();
    await gatehouse.accessToken(agent.id, agent.secret);
    await change(agent.id, { expires_at: inSeconds(5) });
    gatehouse.clock.advance(6_000);
    const job = gatehouse.app.get(ExpiredClientsJob);
    await job.run();
    await job.run();
    const { body } = await gatehouse.adminCall('GET', `/sessions?client_id=${agent.id}`);
    expect(body.items.map((item: Fields) => [item['active'], item['close_reason']])).toEqual([
      [false, 'client expired'],
    ]);
    const told = await gatehouse.adminCall('GET', `/audit?client_id=${agent.id}&kind=client.expired`);
    expect(told.body.items).toMatchObject([{ decision: 'done', detail: { id: agent.id, sessions: 1 } }]);
  });
});
