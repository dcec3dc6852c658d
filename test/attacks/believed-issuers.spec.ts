/* Whoever says which keys an issuer has says who its people are: nobody becomes by it somebody who may do more. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { problemOf } from '../admin/problems.js';
import { callerWith, NO_LIMITS, type RoleCaller } from '../roles/role-callers.js';
import { ForeignIssuer, foreignKey, type ForeignKey, signed } from '../support/foreign-issuer.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createPerson } from '../support/people.js';

const ASSERTION = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

let gatehouse: TestGatehouse;
let admin: RoleCaller;
let stolen: ForeignKey;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start(NO_LIMITS);
  await gatehouse.create('/upstreams', { name: 'one', kind: 'mcp', url: 'http://127.0.0.1:9/' });
  admin = await callerWith(gatehouse, ['admin']);
  stolen = await foreignKey();
});
afterAll(() => gatehouse.stop());

/** An issuer that is trusted for people, and one of them, whom owners have linked. */
async function company(roles: string[], fields: object = {}) {
  const issuer = await ForeignIssuer.register(gatehouse, { uses: ['id_jag'], ...fields });
  const person = await createPerson(gatehouse, { roles });
  const subject = randomUUID();
  await gatehouse.create(`/users/${person.id}/identities`, { issuer: issuer.name, subject });
  return { issuer, person, subject };
}
const keys = () => ({ keys: [stolen.jwk] });
const registration = (issuer: string, fields: object = {}) => ({
  issuer,
  name: 'Mine',
  uses: ['id_jag'],
  jwks: keys(),
  ...fields,
});

/** What comes of an assertion about a subject that is signed by a key. */
async function asserted(issuer: ForeignIssuer, sub: string, key: ForeignKey) {
  const { id, secret } = await gatehouse.agent({ grant_types: [ASSERTION], scope: 'mcp a2a user' });
  const resource = `${gatehouse.url}/api/v1/mcp/one`;
  const claims = issuer.claims({ sub, client_id: id, resource, scope: 'mcp' });
  const assertion = await signed(JSON.stringify(claims), key, { typ: 'oauth-id-jag+jwt' });
  return gatehouse.token({ grant_type: ASSERTION, assertion }, { id, secret });
}

it('an administrator gives an issuer no keys by which they would be an owner whom it knows', async () => {
  const { issuer, person, subject } = await company(['owner']);
  const path = `/issuers/${issuer.view.id}`;
  problemOf(await admin.call('PATCH', path, { jwks: keys() }), 403);
  expect((await asserted(issuer, subject, stolen)).status).toBe(400);
  // What is theirs works as before: it is the change that is refused.
  expect(claimsOf((await asserted(issuer, subject, issuer.key)).body.access_token).sub).toBe(person.id);
});

it('an administrator brings no issuer back with other keys', async () => {
  const { issuer, subject } = await company(['user', 'owner']);
  expect((await admin.call('DELETE', `/issuers/${issuer.view.id}`)).status).toBe(204);
  problemOf(await admin.call('POST', '/issuers', registration(issuer.name)), 403);
  expect((await asserted(issuer, subject, stolen)).status).toBe(400);
});

it('an administrator lets no issuer speak of people after it has got other keys for machines', async () => {
  const { issuer, subject } = await company(['owner']);
  await gatehouse.adminCall('DELETE', `/issuers/${issuer.view.id}`);
  const made = await admin.call('POST', '/issuers', registration(issuer.name, { uses: ['workload'] }));
  expect(made.status).toBe(201);
  problemOf(await admin.call('PATCH', `/issuers/${made.body.id}`, { uses: ['workload', 'id_jag'] }), 403);
  expect((await asserted(issuer, subject, stolen)).status).toBe(400);
});

it('an administrator activates no issuer that got its keys while it was not believed', async () => {
  const { issuer, subject } = await company(['owner']);
  const path = `/issuers/${issuer.view.id}`;
  expect((await admin.call('PATCH', path, { status: 'inactive' })).status).toBe(200);
  expect((await admin.call('PATCH', path, { jwks: keys() })).status).toBe(200);
  problemOf(await admin.call('PATCH', path, { status: 'active' }), 403);
  expect((await asserted(issuer, subject, stolen)).status).toBe(400);
});

it('an administrator changes the issuer of everybody else, and an owner that of owners', async () => {
  const others = await company(['user', 'auditor', 'admin']);
  expect((await admin.call('PATCH', `/issuers/${others.issuer.view.id}`, { name: 'New' })).status).toBe(200);
  const { issuer, person, subject } = await company(['owner']);
  const path = `/issuers/${issuer.view.id}`;
  expect((await gatehouse.adminCall('PATCH', path, { jwks: keys() })).status).toBe(200);
  expect(claimsOf((await asserted(issuer, subject, stolen)).body.access_token).sub).toBe(person.id);
});
