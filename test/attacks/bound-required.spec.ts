import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Replica } from '../keys/replicas.js';
import { DpopKey } from '../support/dpop.js';
import { basicHeader, TestGatehouse } from '../support/gatehouse.js';
import { testSecrets } from '../support/test-secrets.js';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';

let gatehouse: TestGatehouse;
let strict: Replica;
let key: DpopKey;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  const shared = { ...testSecrets, PUBLIC_URL: gatehouse.url, REQUIRED_TOKEN_BINDING: 'dpop' };
  strict = await Replica.start(gatehouse.serviceUrl, shared, gatehouse.clock);
  key = await DpopKey.make();
  agent = await gatehouse.agent({ scope: 'mcp user', grant_types: ['client_credentials', EXCHANGE] });
});
afterAll(async () => {
  await strict.app.close();
  await gatehouse.stop();
});

const ask = async (path: string, form: Record<string, string>) => {
  const response = await fetch(strict.url + path, {
    method: 'POST',
    headers: {
      authorization: basicHeader(agent.id, agent.secret),
      dpop: await key.proof('POST', gatehouse.url + path),
    },
    body: new URLSearchParams(form),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

describe('where every token must be bound, one that was issued before and is not', () => {
  it('is exchanged for none that is', async () => {
    const bearer = await gatehouse.accessToken(agent.id, agent.secret);
    const used = await fetch(`${strict.url}/oauth/userinfo`, { headers: { authorization: `Bearer ${bearer}` } });
    expect(used.status).toBe(401);
    const answer = await ask('/oauth/token', {
      grant_type: EXCHANGE,
      subject_token: bearer,
      subject_token_type: ACCESS_TOKEN,
    });
    expect([answer.status, answer.body['error']]).toEqual([400, 'invalid_request']);
  });

  it('proves no actor', async () => {
    const bearer = await gatehouse.accessToken(agent.id, agent.secret);
    const bound = await ask('/oauth/token', { grant_type: 'client_credentials' });
    const answer = await ask('/oauth/token', {
      grant_type: EXCHANGE,
      subject_token: String(bound.body['access_token']),
      subject_token_type: ACCESS_TOKEN,
      actor_token: bearer,
      actor_token_type: ACCESS_TOKEN,
    });
    expect([answer.status, answer.body['error']]).toEqual([400, 'invalid_request']);
  });

  it('can be given up all the same, lest it be good again where that is not asked', async () => {
    const bearer = await gatehouse.accessToken(agent.id, agent.secret);
    const headers = { authorization: basicHeader(agent.id, agent.secret) };
    const body = new URLSearchParams({ token: bearer });
    expect((await fetch(`${strict.url}/oauth/revoke`, { method: 'POST', headers, body })).status).toBe(200);
    const asked = await fetch(`${gatehouse.url}/oauth/introspect`, { method: 'POST', headers, body });
    expect(await asked.json()).toEqual({ active: false });
  });

  it('is not called active', async () => {
    const bearer = await gatehouse.accessToken(agent.id, agent.secret);
    expect((await ask('/oauth/introspect', { token: bearer })).body).toEqual({ active: false });
  });
});
