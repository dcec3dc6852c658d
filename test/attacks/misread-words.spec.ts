/* Words that are taken for more than they are: an ID token after its consent, and an actor in our own name. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCESS_TOKEN, createIdentityClient, exchange, EXCHANGE, ID_TOKEN, signIn } from '../support/exchange.js';
import { ForeignIssuer } from '../support/foreign-issuer.js';
import { TestGatehouse } from '../support/gatehouse.js';
import { claimsOf, createPerson, type RelyingParty } from '../support/people.js';

const ASSERTION = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

let gatehouse: TestGatehouse;
let resource: string;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60', PUBLIC_URL_ALIASES: 'https://gate.example' });
  const url = 'http://127.0.0.1:9/';
  resource = (await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url })).resource;
});
afterAll(() => gatehouse.stop());

describe('an ID token', () => {
  const act = (client: RelyingParty, token: string) =>
    exchange(gatehouse, client, { subject_token: token, subject_token_type: ID_TOKEN, resource });

  async function withdrawAll(personId: string): Promise<void> {
    const { items } = (await gatehouse.adminCall('GET', `/consents?user_id=${personId}`)).body;
    for (const { id } of items) expect((await gatehouse.adminCall('DELETE', `/consents/${id}`)).status).toBe(204);
  }

  it('is worth nothing once the consent was taken back, also when its client was quick to act by it', async () => {
    gatehouse.clock.freeze();
    const client = await createIdentityClient(gatehouse);
    const { person, idToken } = await signIn(gatehouse, client);
    expect((await act(client, idToken)).status).toBe(200);
    await withdrawAll(person.id);
    gatehouse.clock.advance(5_000);
    expect((await act(client, idToken)).status).toBe(400);
  });

  it('is worth nothing once the consent was taken back, also when an earlier one was acted by', async () => {
    const client = await createIdentityClient(gatehouse);
    const { person, flow, idToken, refreshToken } = await signIn(gatehouse, client);
    gatehouse.clock.advance(2_000);
    expect((await act(client, idToken)).status).toBe(200);
    gatehouse.clock.advance(2_000);
    const later = (await flow.refresh(refreshToken)).body.id_token as string;
    await withdrawAll(person.id);
    expect((await act(client, idToken)).status).toBe(400);
    expect((await act(client, later)).status).toBe(400);
  });
});

describe('a token of another issuer', () => {
  it.each([
    ['with a slash behind it', () => `${gatehouse.url}/`],
    ['in capitals', () => gatehouse.url.replace('localhost', 'LOCALHOST')],
    ['of an alias, with a slash behind it', () => 'https://gate.example/'],
  ])('does not say in our name who acted, however our name is written: %s', async (_, name) => {
    const client = await gatehouse.agent({ grant_types: [EXCHANGE] });
    const fields = { uses: ['subject_token'], scope: 'mcp', clients: [client.id] };
    const issuer = await ForeignIssuer.register(gatehouse, fields);
    const person = await createPerson(gatehouse);
    await gatehouse.create(`/users/${person.id}/identities`, { issuer: issuer.name, subject: 'grace' });
    const token = await issuer.token({ sub: 'grace', act: { iss: name(), sub: 'root-cli' } });
    const answer = await exchange(gatehouse, client, { subject_token: token, subject_token_type: ACCESS_TOKEN });
    const chain = answer.status === 200 ? claimsOf(answer.body.access_token as string).act : undefined;
    expect(chain?.act?.iss).not.toBe(name());
  });
});

it('an ID-JAG whose scope has a NUL is a bad one, and no mistake of ours', async () => {
  const scope = 'mcp\u0000';

  const client = await gatehouse.agent({ grant_types: [ASSERTION] });
  const issuer = await ForeignIssuer.register(gatehouse, { uses: ['id_jag'], clients: [client.id] });
  const person = await createPerson(gatehouse);
  await gatehouse.create(`/users/${person.id}/identities`, { issuer: issuer.name, subject: 'grace' });
  const assertion = await issuer.token({ sub: 'grace', client_id: client.id, scope }, { typ: 'oauth-id-jag+jwt' });
  const answer = await gatehouse.token({ grant_type: ASSERTION, assertion }, client);
  expect([answer.status, answer.body.error]).toEqual([400, 'invalid_grant']);
});
