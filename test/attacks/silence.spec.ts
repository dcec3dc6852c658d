/* What is said by nobody: more must not follow from silence than somebody allowed. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JWT_BEARER } from '../support/assertions.js';
import { EXCHANGE, foreignServer, ID_JAG, ID_TOKEN } from '../support/exchange.js';
import { ForeignIssuer } from '../support/foreign-issuer.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, createPerson, createRelyingParty } from '../support/people.js';

const ASSERTION = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start({ LIMIT_SIGN_IN: '6000/60' });
});
afterAll(() => gatehouse.stop());

describe('an ID-JAG that says nothing of scope', () => {
  it('tells its client nothing of a person who never allowed it to learn of them', async () => {
    const client = await createRelyingParty(gatehouse, {
      grant_types: ['authorization_code', ASSERTION],
      scope: 'openid profile email user',
    });
    const issuer = await ForeignIssuer.register(gatehouse, { uses: ['id_jag'], clients: [client.id] });
    const person = await createPerson(gatehouse);
    await gatehouse.create(`/users/${person.id}/identities`, { issuer: issuer.name, subject: 'grace' });
    const said = { sub: 'grace', client_id: client.id };
    const assertion = await issuer.token(said, { typ: 'oauth-id-jag+jwt' });
    const { status, body } = await gatehouse.token(
      { grant_type: ASSERTION, assertion },
      { id: client.id, secret: client.secret ?? '' },
    );
    expect(status).toBe(200);
    const headers = { authorization: `Bearer ${body.access_token}` };
    const told = await gatehouse.request('GET', '/oauth/userinfo', { headers });
    expect({ scope: body.scope, told: told.body?.email }).toEqual({ scope: 'user', told: undefined });
  });
});

describe('a workload of which a rule says where its client may be used by it', () => {
  it('is given no ID-JAG for a server that the rule does not name', async () => {
    const client = await createRelyingParty(gatehouse, {
      grant_types: ['authorization_code', EXCHANGE],
      token_endpoint_auth_method: 'workload_identity',
      exchange_id_tokens: true,
    });
    const issuer = await ForeignIssuer.register(gatehouse);
    await issuer.rule({ sub: 'front' }, client.id);
    await issuer.rule({ sub: 'narrow' }, client.id, { scope: 'mcp', resources: [gatehouse.url] });
    const as = async (sub: string) => ({
      client_assertion_type: JWT_BEARER,
      client_assertion: await issuer.token({ sub, jti: randomUUID() }),
    });
    const server = await gatehouse.create(
      '/authorization-servers',
      foreignServer({ scope: 'chat.read', clients: { [client.id]: 'ours-over-there' } }),
    );
    const flow = new AuthorizationFlow(gatehouse, { ...client, secret: undefined });
    const code = await flow.code(await createPerson(gatehouse), { scope: 'openid user' });
    const idToken = (await flow.redeem(code, await as('front'))).body.id_token as string;
    const ask = async (sub: string, fields: Record<string, string>): Promise<Answer> =>
      gatehouse.token({
        grant_type: EXCHANGE,
        subject_token: idToken,
        subject_token_type: ID_TOKEN,
        client_id: client.id,
        ...(await as(sub)),
        ...fields,
      });
    const jag = { requested_token_type: ID_JAG, audience: server.issuer as string };
    expect((await ask('front', jag)).status).toBe(200);
    expect((await ask('narrow', { audience: 'hook' })).status).toBe(400);
    expect((await ask('narrow', jag)).status).toBe(400);
  });
});
