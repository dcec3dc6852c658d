import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Replica } from '../keys/replicas.js';
import { clientClaims, JWT_BEARER, Signer } from '../support/assertions.js';
import { ACCESS_TOKEN, EXCHANGE } from '../support/exchange.js';
import { ForeignIssuer } from '../support/foreign-issuer.js';
import { basicHeader, TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createPerson } from '../support/people.js';
import { testSecrets } from '../support/test-secrets.js';

const AT_ONCE = 20;
const ASSERTION = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
type Agent = Awaited<ReturnType<TestGatehouse['agent']>>;
interface Told {
  readonly status: number;
  readonly body: { readonly access_token: string; readonly error?: string };
}

let gatehouse: TestGatehouse;
let second: Replica;
let resource: string;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  const shared = { ...testSecrets, PUBLIC_URL: gatehouse.url };
  second = await Replica.start(gatehouse.serviceUrl, shared, gatehouse.clock);
  resource = (await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: 'http://127.0.0.1:9/' }))
    .resource;
});
afterAll(async () => {
  await second.app.close();
  await gatehouse.stop();
});

const grants = ['client_credentials', EXCHANGE];
async function sibling(of: Agent): Promise<Agent> {
  const fields = { client_name: 'Borrower', kind: 'agent', owner_id: of.owner.id, grant_types: grants, scope: 'mcp' };
  const client = await gatehouse.create('/clients', fields);
  return { ...of, client, id: client.client_id, secret: client.client_secret };
}

/** A token request at one of the two instances. */
async function post(turn: number, form: Record<string, string>, by?: Agent): Promise<Told> {
  const headers: Record<string, string> = by === undefined ? {} : { authorization: basicHeader(by.id, by.secret) };
  const url = `${turn % 2 === 0 ? gatehouse.url : second.url}/oauth/token`;
  const response = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(form) });
  return { status: response.status, body: (await response.json()) as Told['body'] };
}
const race = (form: Record<string, string>, by?: Agent): Promise<Told[]> =>
  Promise.all(Array.from({ length: AT_ONCE }, (_, turn) => post(turn, form, by)));

/** Each token at one of the two. */
async function expectDead(tokens: readonly string[]): Promise<void> {
  const statuses = await Promise.all(tokens.map((token, turn) => atTheGate(token, turn)));
  expect(new Set(statuses)).toEqual(new Set([401]));
}

/** 502 when it is admitted, since there is nothing behind. */
async function atTheGate(token: string, turn: number): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: '{"jsonrpc":"2.0","id":1,"method":"ping"}' };
  const response = await fetch(`${turn % 2 === 0 ? gatehouse.url : second.url}/api/v1/mcp/tools`, init);
  await response.arrayBuffer();
  return response.status;
}
const sessionsOf = async (clientId: string): Promise<number> =>
  (await gatehouse.sql('SELECT 1 FROM sessions WHERE client_id = $1', [clientId])).length;

describe('an exchange while its subject’s session ends, at two instances on one database', () => {
  const ends: [string, (lender: Agent, token: string) => Promise<{ status: number }>][] = [
    [
      'is revoked by its client',
      async (lender, token) =>
        fetch(`${second.url}/oauth/revoke`, {
          method: 'POST',
          headers: { authorization: basicHeader(lender.id, lender.secret) },
          body: new URLSearchParams({ token }),
        }),
    ],
    [
      'is closed by an administrator',
      (_lender, token) => gatehouse.adminCall('DELETE', `/sessions/${claimsOf(token).sid}`),
    ],
    [
      'is lost with its client',
      (lender) => gatehouse.adminCall('PATCH', `/clients/${lender.id}`, { status: 'inactive' }),
    ],
    [
      'is lost with the person',
      (lender) => gatehouse.adminCall('PATCH', `/users/${lender.owner.id}`, { status: 'inactive' }),
    ],
  ];

  it.each(ends)('%s: what was answered before is dead, and nothing is answered after', async (_, end) => {
    for (let round = 0; round < 2; round++) {
      const lender = await gatehouse.agent({ grant_types: grants, scope: 'mcp' });
      const borrower = await sibling(lender);
      const subject = await gatehouse.accessToken(lender.id, lender.secret, { resource });
      const form = { grant_type: EXCHANGE, subject_token: subject, subject_token_type: ACCESS_TOKEN };
      const given: string[] = [];
      let [over, late] = [false, 0];
      let begun = (): void => undefined;
      const first = new Promise<void>((resolve) => (begun = resolve));
      const ended = first.then(() => end(lender, subject));
      /** Asks again and again, so that the end comes between requests and into them; then once more. */
      const insist = async (turn: number): Promise<Told> => {
        for (let left = 3; left > 0; left--) {
          const sentLate = over;
          const told = await post(turn, form, borrower);
          if (told.status !== 200) return told;
          late += sentLate ? 1 : 0;
          given.push(told.body.access_token);
          begun();
        }
        await ended;
        return post(turn, form, borrower);
      };
      const insisting = Promise.all(Array.from({ length: AT_ONCE }, (__, turn) => insist(turn)));
      expect((await ended).status).toBeLessThan(300);
      over = true;
      await expectDead([...given, subject, subject]);
      const refusals = await insisting;
      expect([given.length > 0, late]).toEqual([true, 0]);
      expect(refusals.map(({ status }) => status < 500)).not.toContain(false);
      for (const { body } of refusals) expect(['invalid_request', 'invalid_client']).toContain(body.error);
      await expectDead(given);
      const open = await gatehouse.sql(
        'SELECT c.id FROM sessions c JOIN sessions p ON p.id = c.parent_id WHERE c.closed_at IS NULL AND p.closed_at IS NOT NULL',
      );
      expect(open).toEqual([]);
    }
  });

  it('twenty links at once: whoever passes on what is being passed on leaves nothing behind', async () => {
    const lender = await gatehouse.agent({ grant_types: grants, scope: 'mcp' });
    const [left, right] = [await sibling(lender), await sibling(lender)];
    const subject = await gatehouse.accessToken(lender.id, lender.secret, { resource });
    const pass = (turn: number, by: Agent, token: string) =>
      post(turn, { grant_type: EXCHANGE, subject_token: token, subject_token_type: ACCESS_TOKEN }, by);
    const given: string[] = [];
    let begun = (): void => undefined;
    const first = new Promise<void>((resolve) => (begun = resolve));
    const chains = Array.from({ length: AT_ONCE }, async (_, turn) => {
      for (let by = [left, right], token = subject; ;) {
        const told = await pass(turn, by[0]!, token);
        if (told.status !== 200) return;
        given.push((token = told.body.access_token));
        begun();
        // Nobody may act twice in a chain: then it begins anew.
        [by, token] = by.length === 2 ? [by.slice(1), token] : [[left, right], subject];
      }
    });
    await first;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await gatehouse.adminCall('DELETE', `/sessions/${claimsOf(subject).sid}`)).status).toBe(204);
    await Promise.all(chains);
    expect(given.length).toBeGreaterThan(0);
    await expectDead(given);
  });
});

describe('what is good for one use, twenty times at two instances on one database', () => {
  /** One of them is answered, and one session is opened. */
  async function expectOne(clientId: string, error: string, sent: () => Promise<Told[]>): Promise<void> {
    const before = await sessionsOf(clientId);
    const answers = await sent();
    const tokens = answers.filter(({ status }) => status === 200);
    expect(tokens.length).toBe(1);
    expect(answers.filter(({ body }) => body.error === error).length).toBe(AT_ONCE - 1);
    expect(await sessionsOf(clientId)).toBe(before + 1);
  }

  it('7523-02 a client’s assertion', async () => {
    const signer = await Signer.create();
    const fields = { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [signer.publicJwk] } };
    const { id } = await gatehouse.agent(fields);
    for (let round = 0; round < 3; round++) {
      const client_assertion = await signer.sign(clientClaims(id, gatehouse.url, gatehouse.clock.seconds()));
      const form = { grant_type: 'client_credentials', client_assertion_type: JWT_BEARER, client_assertion };
      await expectOne(id, 'invalid_client', () => race(form));
    }
  });

  it('an ID-JAG, which also stays good when the request was refused for something else', async () => {
    const company = await ForeignIssuer.register(gatehouse, { uses: ['id_jag'] });
    const person = await createPerson(gatehouse);
    await gatehouse.create(`/users/${person.id}/identities`, { issuer: company.name, subject: 'grace' });
    const client = await gatehouse.agent({ grant_types: [ASSERTION], scope: 'mcp' });
    for (let round = 0; round < 3; round++) {
      const claims = { sub: 'grace', client_id: client.id, resource, jti: randomUUID() };
      const assertion = await company.token(claims, { typ: 'oauth-id-jag+jwt' });
      const form = { grant_type: ASSERTION, assertion };
      expect((await post(round, { ...form, scope: 'a2a' }, client)).body.error).toBe('invalid_scope');
      await expectOne(client.id, 'invalid_grant', () => race(form, client));
    }
  });

  it.each([
    ['as the grant', 'invalid_grant', (assertion: string) => ({ grant_type: ASSERTION, assertion })],
    [
      'for authentication',
      'invalid_client',
      (client_assertion: string) => ({
        grant_type: 'client_credentials',
        client_assertion_type: JWT_BEARER,
        client_assertion,
      }),
    ],
  ])('a workload’s token of an issuer whose tokens are for one use, %s', async (_, error, form) => {
    const platform = await ForeignIssuer.register(gatehouse, { single_use: true });
    const { id } = await gatehouse.agent({
      token_endpoint_auth_method: 'workload_identity',
      grant_types: ['client_credentials', ASSERTION],
      scope: 'mcp',
    });
    await platform.rule({ sub: 'machine' }, id);
    for (let round = 0; round < 3; round++) {
      const token = await platform.token();
      await expectOne(id, error, () => race(form(token)));
    }
  });

  it('a workload’s token of one ID is spent for both uses at once', async () => {
    const platform = await ForeignIssuer.register(gatehouse, { single_use: true });
    const { id } = await gatehouse.agent({
      token_endpoint_auth_method: 'workload_identity',
      grant_types: ['client_credentials', ASSERTION],
      scope: 'mcp',
    });
    await platform.rule({ sub: 'machine' }, id);
    const token = await platform.token();
    const forms: Record<string, string>[] = [
      { grant_type: ASSERTION, assertion: token },
      { grant_type: 'client_credentials', client_assertion_type: JWT_BEARER, client_assertion: token },
    ];
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, (_, turn) => post(turn >> 1, forms[turn % 2]!)));
    expect(answers.filter(({ status }) => status === 200).length).toBe(1);
    expect(await sessionsOf(id)).toBe(1);
  });
});
