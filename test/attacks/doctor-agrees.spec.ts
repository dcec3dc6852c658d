/* What the doctor says of a token, beside what becomes of it: an administrator relies on the first. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACCESS_TOKEN, exchange, EXCHANGE } from '../support/exchange.js';
import { ForeignIssuer } from '../support/foreign-issuer.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { createPerson } from '../support/people.js';

let gatehouse: TestGatehouse;
let listed: Awaited<ReturnType<TestGatehouse['agent']>>;
let other: Awaited<ReturnType<TestGatehouse['agent']>>;
let issuer: ForeignIssuer;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  [listed, other] = [
    await gatehouse.agent({ grant_types: [EXCHANGE] }),
    await gatehouse.agent({ grant_types: [EXCHANGE] }),
  ];
  const fields = { uses: ['subject_token'], scope: 'mcp user', clients: [listed.id] };
  issuer = await ForeignIssuer.register(gatehouse, fields);
  const person = await createPerson(gatehouse);
  await gatehouse.create(`/users/${person.id}/identities`, { issuer: issuer.name, subject: 'grace' });
});
afterAll(() => gatehouse.stop());

it.each<[string, () => Record<string, unknown>, () => typeof listed]>([
  ['is in order', () => ({}), () => listed],
  ['says that another client may act by it', () => ({ may_act: { iss: gatehouse.url, sub: other.id } }), () => listed],
  [
    'says that a client may act by it who is not listed',
    () => ({ may_act: { iss: gatehouse.url, sub: other.id } }),
    () => other,
  ],
  ['is an ID token, for a client that may exchange none', () => ({ nonce: 'n-0S6_WzA2Mj' }), () => listed],
  ['names actors that nobody understands', () => ({ act: 'somebody' }), () => listed],
])('the doctor and the token endpoint agree on a token that %s', async (_, claims, by) => {
  const token = await issuer.token({ sub: 'grace', ...claims() });
  const client = by();
  const body = { token, use: 'subject_token', client_id: client.id };
  const diagnosis = (await gatehouse.adminCall('POST', '/issuers/doctor', body)).body;
  const { status } = await exchange(gatehouse, client, { subject_token: token, subject_token_type: ACCESS_TOKEN });
  expect(diagnosis.verdict).toBe(status === 200 ? 'accepted' : 'refused');
});
