import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Scene } from '../conformance/scene.js';
import { Replica } from '../keys/replicas.js';
import { DpopKey } from '../support/dpop.js';
import { basicHeader, type TestGatehouse } from '../support/gatehouse.js';
import { type AuthorizationFlow, claimsOf, REDIRECT } from '../support/people.js';
import { testSecrets } from '../support/test-secrets.js';

const AT_ONCE = 20;

let scene: Scene;
let gatehouse: TestGatehouse;
let second: Replica;
let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
let key: DpopKey;
beforeAll(async () => {
  scene = await Scene.open({ REQUIRE_DPOP_NONCE: 'true' });
  gatehouse = scene.gatehouse;
  const shared = { ...testSecrets, PUBLIC_URL: gatehouse.url, REQUIRE_DPOP_NONCE: 'true' };
  second = await Replica.start(gatehouse.serviceUrl, shared, gatehouse.clock);
  await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: 'http://127.0.0.1:9/mcp' });
  agent = await gatehouse.agent({ scope: 'mcp' });
  key = await DpopKey.make();
});
afterAll(async () => {
  await second.app.close();
  await scene.close();
});

const tokenUrl = () => `${gatehouse.url}/oauth/token`;
const toolsUrl = () => `${gatehouse.url}/api/v1/mcp/tools`;

/** A nonce of the first instance, which the second must know as well. */
async function nonce(): Promise<string> {
  const headers = { authorization: basicHeader(agent.id, agent.secret), dpop: await key.proof('POST', tokenUrl()) };
  const body = new URLSearchParams({ grant_type: 'client_credentials' });
  const answer = await fetch(tokenUrl(), { method: 'POST', headers, body });
  return answer.headers.get('dpop-nonce') ?? '';
}

/** The same request at both instances in turn, all at the same moment. */
function race(path: string, init: (turn: number) => RequestInit): Promise<{ status: number; error: string }[]> {
  return Promise.all(
    Array.from({ length: AT_ONCE }, async (_, turn) => {
      const response = await fetch((turn % 2 === 0 ? gatehouse.url : second.url) + path, init(turn));
      const { error } = JSON.parse(await response.text()) as { error: string };
      return { status: response.status, error };
    }),
  );
}

const count = <T>(list: readonly T[], wanted: (one: T) => boolean) => list.filter(wanted).length;

describe('one proof, sent twenty times to two instances on one database', () => {
  it('gets one token, and one session, by client credentials', async () => {
    const sessions = () => gatehouse.sql('SELECT 1 FROM sessions WHERE client_id = $1', [agent.id]);
    for (let round = 0; round < 3; round++) {
      const before = (await sessions()).length;
      const dpop = await key.proof('POST', tokenUrl(), { nonce: await nonce() });
      const answers = await race('/oauth/token', () => ({
        method: 'POST',
        headers: { authorization: basicHeader(agent.id, agent.secret), dpop },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      }));
      expect(count(answers, ({ status }) => status === 200)).toBe(1);
      expect(count(answers, ({ error }) => error === 'invalid_dpop_proof')).toBe(AT_ONCE - 1);
      expect((await sessions()).length).toBe(before + 1);
    }
  });

  it('passes the gate once', async () => {
    const dpop = await key.proof('POST', tokenUrl(), { nonce: await nonce() });
    const issued = await fetch(tokenUrl(), {
      method: 'POST',
      headers: { authorization: basicHeader(agent.id, agent.secret), dpop },
      body: new URLSearchParams({ grant_type: 'client_credentials', resource: toolsUrl() }),
    });
    const token = ((await issued.json()) as { access_token: string }).access_token;
    const calls = () =>
      gatehouse.sql(`SELECT 1 FROM audit_events WHERE kind = 'gate.call' AND client_id = $1`, [agent.id]);
    const before = (await calls()).length;
    const proof = await key.proof('POST', toolsUrl(), { token, nonce: await nonce() });
    const answers = await race('/api/v1/mcp/tools', () => ({
      method: 'POST',
      headers: { authorization: `DPoP ${token}`, dpop: proof, 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }),
    }));
    expect(count(answers, ({ status }) => status === 502)).toBe(1);
    expect(count(answers, ({ status, error }) => status === 401 && error === 'invalid_dpop_proof')).toBe(AT_ONCE - 1);
    expect((await calls()).length).toBe(before + 1);
  });
});

describe('many proofs of two keys at once', () => {
  const redeeming = (flow: AuthorizationFlow, code: string) => ({
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT,
    code_verifier: flow.verifier,
  });

  it('bind a public client’s session to one of the two and give the other nothing, whose use ends it', async () => {
    const thief = await DpopKey.make();
    const { flow, code } = await scene.code({}, scene.app);
    const first = (await flow.token(redeeming(flow, code))).body;
    const given = await nonce();
    const keys = Array.from({ length: AT_ONCE }, (_, turn) => (turn % 2 === 0 ? key : thief));
    const proofs = await Promise.all(keys.map((one) => one.proof('POST', tokenUrl(), { nonce: given })));
    const form = { grant_type: 'refresh_token', refresh_token: first.refresh_token, client_id: scene.app.id };
    const answers = await race('/oauth/token', (turn) => ({
      method: 'POST',
      headers: { dpop: proofs[turn]! },
      body: new URLSearchParams(form),
    }));
    const [session] = await gatehouse.sql<{ cnf: { jkt: string }; closed: boolean }>(
      'SELECT cnf, closed_at IS NOT NULL AS closed FROM sessions WHERE id = $1',
      [claimsOf(first.access_token).sid],
    );
    const winner = session!.cnf.jkt;
    expect([key.jkt, thief.jkt]).toContain(winner);
    const holders = answers.flatMap(({ status }, turn) => (status === 200 ? [keys[turn]!.jkt] : []));
    expect(new Set(holders)).toEqual(new Set([winner]));
    expect(session!.closed).toBe(true);
  });
});
