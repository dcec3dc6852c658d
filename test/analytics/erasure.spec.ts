import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ForeignIssuer } from '../support/foreign-issuer.js';
import { basicHeader, TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, createPerson, createRelyingParty, type RelyingParty } from '../support/people.js';

const NAME = 'Erika Mustermann-Widerspruch';
const EMAIL = 'erika.mustermann@widerspruch.example';
const ADDRESS = '198.51.100.213';

/** Every table and partition that holds a text, as `table: row`. */
async function holding(gatehouse: TestGatehouse, text: string): Promise<string[]> {
  const tables = await gatehouse.sql<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class
      WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND NOT relispartition`,
  );
  expect(tables.length).toBeGreaterThan(30);
  const found = await Promise.all(
    tables.map(({ name }) =>
      gatehouse.sql<{ row: string }>(
        `SELECT to_jsonb(t)::text AS row FROM ${name} t WHERE to_jsonb(t)::text ILIKE $1`,
        [`%${text}%`],
      ),
    ),
  );
  return found.flatMap((rows, at) => rows.map(({ row }) => `${tables[at]?.name}: ${row}`));
}

describe('deleting a person', () => {
  let gatehouse: TestGatehouse;
  let client: RelyingParty;

  beforeAll(async () => {
    gatehouse = await TestGatehouse.start({ ANALYTICS_ORIGIN: 'raw', TRUSTED_PROXIES: '127.0.0.0/8,::1' });
    client = await createRelyingParty(gatehouse);
  });

  afterAll(() => gatehouse.stop());

  it('leaves neither e-mail address, nor name, nor network address in the whole database, and all evidence', async () => {
    const person = await createPerson(gatehouse, { email: EMAIL, name: NAME });
    const issuer = await ForeignIssuer.register(gatehouse, { uses: ['subject_token'], scope: 'user' });
    await gatehouse.create(`/users/${person.id}/identities`, { issuer: issuer.name, subject: EMAIL });
    // Signs in, once with a wrong password, and lets a client act; all from one address.
    const flow = new AuthorizationFlow(gatehouse, client);
    const { path, answer } = await flow.open({ scope: 'openid profile email offline_access user' });
    await flow.signIn(path, answer, person, 'wrong');
    const code = await flow.code(person, { scope: 'openid profile email offline_access user' });
    const headers = { 'x-forwarded-for': ADDRESS, 'user-agent': `Mozilla/5.0 (${NAME})`, 'x-fingerprint': EMAIL };
    const redeemed = await flow.post(
      `/oauth/token?utm_campaign=${encodeURIComponent(NAME)}`,
      {
        grant_type: 'authorization_code',
        code,
        redirect_uri: 'https://client.example.test/callback',
        code_verifier: flow.verifier,
      },
      headers,
    );
    expect(redeemed.status).toBe(200);
    const refreshed = { grant_type: 'refresh_token', refresh_token: redeemed.body.refresh_token as string };
    expect((await flow.post('/oauth/token', refreshed, headers)).status).toBe(200);
    await gatehouse.adminCall('PATCH', `/users/${person.id}`, { name: `${NAME} II`, groups: ['staff'] });
    await gatehouse.adminCall('GET', '/reports/sessions');

    expect((await holding(gatehouse, EMAIL)).length).toBeGreaterThan(0);
    expect((await holding(gatehouse, NAME)).length).toBeGreaterThan(0);
    const facts = `SELECT address, user_id FROM session_facts WHERE user_id = $1`;
    expect(await gatehouse.sql(facts, [person.id])).toContainEqual({ address: ADDRESS, user_id: person.id });
    const evidence = `SELECT count(*)::int AS receipts FROM audit_events WHERE sub = $1 OR detail->>'id' = $1`;
    const [before] = await gatehouse.sql<{ receipts: number }>(evidence, [person.id]);
    expect(before?.receipts).toBeGreaterThan(4);

    expect((await gatehouse.adminCall('DELETE', `/users/${person.id}`)).status).toBe(204);

    expect(await holding(gatehouse, EMAIL)).toEqual([]);
    expect(await holding(gatehouse, 'Mustermann')).toEqual([]);
    expect(await holding(gatehouse, ADDRESS)).toEqual([]);
    const [after] = await gatehouse.sql<{ receipts: number }>(evidence, [person.id]);
    expect(after?.receipts).toBe((before?.receipts ?? 0) + 1);
    // What was counted is counted still.
    const left = await gatehouse.sql('SELECT address, user_id FROM session_facts WHERE client_id = $1', [client.id]);
    expect(left.length).toBeGreaterThan(1);
    for (const fact of left) expect(fact).toEqual({ address: null, user_id: null });
  });

  it('keeps the facts of others from the same address', async () => {
    const agent = await gatehouse.agent();
    const leaving = await createPerson(gatehouse);
    await gatehouse.request('POST', '/oauth/token', {
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: basicHeader(agent.id, agent.secret),
        'x-forwarded-for': '203.0.113.99',
      },
      body: 'grant_type=client_credentials',
    });
    await gatehouse.adminCall('GET', '/reports/sessions');
    expect((await gatehouse.adminCall('DELETE', `/users/${leaving.id}`)).status).toBe(204);
    const rows = await gatehouse.sql('SELECT address FROM session_facts WHERE client_id = $1', [agent.id]);
    expect(rows).toEqual([{ address: '203.0.113.99' }]);
  });
});
