import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Replica } from '../keys/replicas.js';
import { createAccessKey, exchange } from '../support/access-keys.js';
import { DpopKey } from '../support/dpop.js';
import { type Answer, basicHeader, TestGatehouse } from '../support/gatehouse.js';
import { claimsOf } from '../support/people.js';
import { RecordingUpstream } from '../support/recording-upstream.js';
import { testSecrets } from '../support/test-secrets.js';

const FORM = 'application/x-www-form-urlencoded';
const ping = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' });

let upstream: RecordingUpstream;
let key: DpopKey;
beforeAll(async () => {
  upstream = await RecordingUpstream.start();
  key = await DpopKey.make();
});
afterAll(() => upstream.stop());

type Agent = Awaited<ReturnType<TestGatehouse['agent']>>;

async function tokenOf(
  gatehouse: TestGatehouse,
  agent: Agent,
  resource: string,
  by: DpopKey | null = key,
): Promise<Answer> {
  return gatehouse.request('POST', '/oauth/token', {
    headers: {
      'content-type': FORM,
      authorization: basicHeader(agent.id, agent.secret),
      ...(by === null ? {} : { dpop: await by.proof('POST', `${gatehouse.url}/oauth/token`) }),
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', resource }).toString(),
  });
}

/** A call of an MCP server: with a proof when there is a key, else as a bearer. */
async function call(gatehouse: TestGatehouse, name: string, token: string, by: DpopKey | null = key): Promise<Answer> {
  const path = `/api/v1/mcp/${name}`;
  const headers: Record<string, string> =
    by === null
      ? { authorization: `Bearer ${token}` }
      : { authorization: `DPoP ${token}`, dpop: await by.proof('POST', gatehouse.url + path, { token }) };
  return gatehouse.request('POST', path, { headers: { 'content-type': 'application/json', ...headers }, body: ping });
}

describe('at the gate', () => {
  let gatehouse: TestGatehouse;
  let agent: Agent;
  const resources: Record<string, string> = {};
  beforeAll(async () => {
    gatehouse = await TestGatehouse.start();
    agent = await gatehouse.agent({ scope: 'mcp a2a' });
    for (const binding of ['none', 'any', 'dpop', 'mtls']) {
      const made = await gatehouse.create('/upstreams', {
        name: binding,
        kind: 'mcp',
        url: upstream.url,
        required_token_binding: binding,
      });
      resources[binding] = made.resource;
    }
  });
  afterAll(() => gatehouse.stop());

  it('neither proof nor key of the caller reach the upstream, whose own token is unbound', async () => {
    const token = (await tokenOf(gatehouse, agent, resources['none']!)).body.access_token;
    expect((await call(gatehouse, 'none', token)).status).toBe(200);
    const { dpop, authorization = '' } = upstream.last().headers;
    expect(dpop).toBeUndefined();
    expect(authorization).toMatch(/^Bearer /);
    expect(claimsOf(authorization.slice(7)).cnf).toBeUndefined();
    expect(JSON.stringify(upstream.last().headers)).not.toContain(key.jkt);
  });

  it('nothing of a proof is in the log', async () => {
    const token = (await tokenOf(gatehouse, agent, resources['none']!)).body.access_token;
    const proof = await key.proof('POST', `${gatehouse.url}/api/v1/mcp/none`, { token, claims: { jti: '' } });
    const headers = { authorization: `DPoP ${token}`, dpop: proof, 'content-type': 'application/json' };
    expect((await gatehouse.request('POST', '/api/v1/mcp/none', { headers, body: ping })).status).toBe(401);
    const log = gatehouse.logLines.join('');
    for (const secret of [token, proof, proof.split('.')[2]!]) expect(log).not.toContain(secret);
  });

  it.each([
    ['none', null, 200],
    ['none', 'key', 200],
    ['any', null, 401],
    ['any', 'key', 200],
    ['dpop', null, 401],
    ['dpop', 'key', 200],
    ['mtls', null, 401],
    ['mtls', 'key', 401],
  ] as const)('a server that asks for %s answers a caller with %s by %i', async (name, by, status) => {
    const holder = by === null ? null : key;
    const token = (await tokenOf(gatehouse, agent, resources[name]!, holder)).body.access_token;
    const before = upstream.received.length;
    const answer = await call(gatehouse, name, token, holder);
    expect(answer.status).toBe(status);
    expect(upstream.received.length - before).toBe(status === 200 ? 1 : 0);
    if (status === 200) return;
    const scheme = name === 'dpop' || by !== null ? 'DPoP' : 'Bearer';
    expect(answer.headers.get('www-authenticate')).toMatch(
      new RegExp(`^${scheme} realm="${name}".*error="invalid_token"`),
    );
    expect(answer.body).toMatchObject({ error: 'invalid_token', server: name });
  });

  it('a caller without credentials learns the same of all of them, known or not', async () => {
    for (const name of ['none', 'dpop', 'nobody']) {
      const answer = await gatehouse.request('POST', `/api/v1/mcp/${name}`, { body: ping });
      expect([answer.status, answer.text]).toEqual([401, '{}']);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="/);
    }
  });

  it('a server may begin to ask for it, and callers who do not prove anything are out at once', async () => {
    const { id, resource } = await gatehouse.create('/upstreams', { name: 'later', kind: 'mcp', url: upstream.url });
    const token = (await tokenOf(gatehouse, agent, resource, null)).body.access_token;
    expect((await call(gatehouse, 'later', token, null)).status).toBe(200);
    await gatehouse.adminCall('PATCH', `/upstreams/${id}`, { required_token_binding: 'dpop' });
    expect((await call(gatehouse, 'later', token, null)).status).toBe(401);
  });
});

describe('where every token must be bound, by REQUIRED_TOKEN_BINDING=dpop', () => {
  let gatehouse: TestGatehouse;
  beforeAll(async () => {
    gatehouse = await TestGatehouse.start({ REQUIRED_TOKEN_BINDING: 'dpop' });
  });
  afterAll(() => gatehouse.stop());

  const root = { id: 'root-cli', secret: 'root secret: with +%& and ünicode' };
  const ask = async (by: DpopKey | null) => tokenOf(gatehouse, root as Agent, gatehouse.url, by);

  it('no other is issued', async () => {
    const { status, body } = await ask(null);
    expect([status, body.error, body.error_description]).toEqual([400, 'invalid_dpop_proof', 'a DPoP proof is needed']);
    expect((await ask(key)).body.token_type).toBe('DPoP');
  });

  it.each(['/api/v1/mcp/tools', '/api/v1/admin/users', '/oauth/userinfo'])('%s asks for it', async (path) => {
    const answer = await gatehouse.request('GET', path);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^DPoP realm="[^"]+".*algs="[^"]*ES256/);
    expect(answer.headers.get('www-authenticate')).not.toContain('error');
  });

  it('the metadata of all resources says so', async () => {
    const { body } = await gatehouse.request('GET', '/.well-known/oauth-protected-resource');
    expect(body.dpop_bound_access_tokens_required).toBe(true);
  });

  it('a bearer token from before is not accepted any more, whatever it is good for', async () => {
    const before = await Replica.start(
      gatehouse.serviceUrl,
      { ...testSecrets, PUBLIC_URL: gatehouse.url },
      gatehouse.clock,
    );
    let bearer: string;
    try {
      const answer = await fetch(`${before.url}/oauth/token`, {
        method: 'POST',
        headers: { authorization: basicHeader(root.id, root.secret) },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });
      bearer = ((await answer.json()) as { access_token: string }).access_token;
    } finally {
      await before.app.close();
    }
    const headers = { authorization: `Bearer ${bearer}` };
    const answer = await gatehouse.request('GET', '/api/v1/admin/users', { headers });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringMatching(/^DPoP realm="gatehouse", error="invalid_token"/),
    ]);
    const { access_token: token } = (await ask(key)).body;
    const dpop = await key.proof('GET', `${gatehouse.url}/api/v1/admin/users`, { token });
    const good = { authorization: `DPoP ${token}`, dpop };
    expect((await gatehouse.request('GET', '/api/v1/admin/users', { headers: good })).status).toBe(200);
  });
});

describe('an access key, which nobody can prove to hold', () => {
  it('is not admitted where tokens must be bound: at one upstream, or at all', async () => {
    const gatehouse = await TestGatehouse.start();
    const strict = await Replica.start(
      gatehouse.serviceUrl,
      { ...testSecrets, PUBLIC_URL: gatehouse.url, REQUIRED_TOKEN_BINDING: 'any' },
      gatehouse.clock,
    );
    try {
      for (const [name, more] of [
        ['strict', { required_token_binding: 'any' }],
        ['plain', {}],
      ] as const) {
        await gatehouse.create('/upstreams', { name, kind: 'mcp', url: 'http://127.0.0.1:9/', ...more });
      }
      const { owner } = await gatehouse.agent();
      const access = await createAccessKey(gatehouse, owner.id);
      const call = async (base: string, name: string, scheme = 'Bearer') =>
        (
          await fetch(`${base}/api/v1/mcp/${name}`, {
            method: 'POST',
            headers: { authorization: `${scheme} ${access.text}`, 'content-type': 'application/json' },
            body: '{"jsonrpc":"2.0","id":1,"method":"ping"}',
          })
        ).status;
      // Nobody listens behind it: who is admitted gets as far as that.
      expect(await call(gatehouse.url, 'plain')).toBe(502);
      expect(await call(gatehouse.url, 'plain', 'DPoP')).toBe(401);
      expect(await call(gatehouse.url, 'strict')).toBe(401);
      expect(await call(strict.url, 'plain')).toBe(401);
      expect((await exchange(gatehouse, access.text, {}, { base: strict.url })).status).toBe(401);
    } finally {
      await strict.app.close();
      await gatehouse.stop();
    }
  });
});

describe.each([
  ['any', 'invalid_dpop_proof', 200],
  ['mtls', 'invalid_request', 400],
])('by REQUIRED_TOKEN_BINDING=%s', (binding, error, withProof) => {
  it('no bearer token is issued, and a proof is enough where either will do', async () => {
    const gatehouse = await TestGatehouse.start({ REQUIRED_TOKEN_BINDING: binding });
    try {
      const root = { id: 'root-cli', secret: 'root secret: with +%& and ünicode' } as Agent;
      const bare = await tokenOf(gatehouse, root, gatehouse.url, null);
      expect([bare.status, bare.body.error]).toEqual([400, error]);
      expect((await tokenOf(gatehouse, root, gatehouse.url)).status).toBe(withProof);
    } finally {
      await gatehouse.stop();
    }
  });
});
