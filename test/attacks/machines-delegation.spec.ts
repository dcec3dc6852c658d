/* How authority is passed on: ways by which more of it arrives than was given, or it lives longer. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ForeignIssuer } from '../support/foreign-issuer.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { whileHeld } from '../support/held-lock.js';
import { claimsOf, createPerson } from '../support/people.js';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const TYPE = 'urn:ietf:params:oauth:token-type:';

type Agent = Awaited<ReturnType<TestGatehouse['agent']>>;
let gatehouse: TestGatehouse;
let agent: Agent;
let issuer: ForeignIssuer;
let person: { id: string; email: string };
beforeAll(async () => {
  gatehouse = await TestGatehouse.start();
  agent = await gatehouse.agent({ grant_types: [EXCHANGE], scope: 'mcp user' });
  const fields = { uses: ['subject_token'], scope: 'mcp user', clients: [agent.id], link_verified_email: true };
  issuer = await ForeignIssuer.register(gatehouse, fields);
  person = await createPerson(gatehouse);
  await gatehouse.create(`/users/${person.id}/identities`, { issuer: issuer.name, subject: 'grace', tenant: 'good' });
});
afterAll(() => gatehouse.stop());

const exchange = ({ id, secret }: Agent, subject: string, form: Record<string, string> = {}): Promise<Answer> =>
  gatehouse.token(
    { grant_type: EXCHANGE, subject_token: subject, subject_token_type: `${TYPE}access_token`, ...form },
    { id, secret },
  );
const said = (claims: Record<string, unknown> = {}) => issuer.token({ sub: 'grace', tenant: 'good', ...claims });

/** Whether a token is still worth something. */
async function isAccepted(token: string): Promise<boolean> {
  const path = '/api/v1/admin/users?limit=1';
  return (await gatehouse.request('GET', path, { headers: { authorization: `Bearer ${token}` } })).status !== 401;
}

async function sibling(of: Agent, fields: Record<string, unknown> = {}): Promise<Agent> {
  const client = await gatehouse.create('/clients', {
    client_name: 'Second agent',
    kind: 'agent',
    owner_id: of.owner.id,
    grant_types: [EXCHANGE],
    scope: 'mcp user',
    ...fields,
  });
  return { owner: of.owner, client, id: client.client_id, secret: client.client_secret };
}

describe('a token of another issuer', () => {
  it.each(['access_token', 'jwt'])('that is an ID token stays one when a client calls it %s', async (name) => {
    const token = await said({ nonce: 'n-0S6_WzA2Mj', at_hash: '77QmUPtjPfzWtF2AnpK9RQ', azp: 'https://app.example' });
    expect((await exchange(agent, token, { subject_token_type: `${TYPE}id_token` })).status).toBe(400);
    const answer = await exchange(agent, token, { subject_token_type: TYPE + name });
    expect({ status: answer.status, scope: answer.body.scope }).toMatchObject({ status: 400 });
  });

  it('that tells of a sign-out is no subject token (Back-Channel Logout §2.4)', async () => {
    const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
    expect((await exchange(agent, await said({ events, sid: 'at the issuer' }))).status).toBe(400);
  });

  it('does not say in our name who acted', async () => {
    const answer = await exchange(agent, await said({ act: { iss: gatehouse.url, sub: 'root-cli' } }));
    const act = answer.status === 200 ? claimsOf(answer.body.access_token as string)['act'] : {};
    expect(act?.act?.iss).not.toBe(gatehouse.url);
  });

  it('does not tell of a sign-in that lies in the future', async () => {
    const at = gatehouse.clock.seconds() + 86_400 * 365;
    const answer = await exchange(agent, await said({ auth_time: at, acr: 'any', amr: ['pwd'] }));
    const claims = answer.status === 200 ? claimsOf(answer.body.access_token as string) : {};
    expect(claims['auth_time']).toBeUndefined();
  });

  it('of another tenant does not become a person whom the issuer knows already', async () => {
    const claims = { sub: 'attacker', tenant: 'evil', email: person.email, email_verified: true };
    const answer = await exchange(agent, await issuer.token(claims));
    expect({
      status: answer.status,
      is: answer.status === 200 && claimsOf(answer.body.access_token as string)['sub'],
    }).toEqual({
      status: 400,
      is: false,
    });
  });
});

describe('what was passed on', () => {
  it('ends when the client expires from which it came', async () => {
    const expires_at = new Date(gatehouse.clock.now() + 60_000).toISOString();
    const first = await gatehouse.agent({ expires_at });
    const second = await sibling(first);
    const subject = await gatehouse.accessToken(first.id, first.secret);
    const child = (await exchange(second, subject)).body.access_token as string;
    expect([await isAccepted(subject), await isAccepted(child)]).toEqual([true, true]);
    gatehouse.clock.advance(61_000);
    expect([await isAccepted(subject), await isAccepted(child)]).toEqual([false, false]);
  });

  it.each([
    ['the session', (sid: string, _id: string) => ['SELECT 1 FROM sessions WHERE id = $1 FOR UPDATE', [sid]] as const],
    [
      'the client',
      (_sid: string, id: string) => ['SELECT 1 FROM clients WHERE client_id = $1 FOR UPDATE', [id]] as const,
    ],
  ])('has nothing that its client lost while the exchange waited for %s', async (_, locking) => {
    const first = await gatehouse.agent();
    const second = await sibling(first);
    const subject = await gatehouse.accessToken(first.id, first.secret);
    const held = locking(claimsOf(subject)['sid'] as string, second.id);
    const [answer, changed] = await whileHeld(gatehouse, held, async (lock) => {
      const pending = exchange(second, subject);
      await lock.waitedFor(1);
      const changing = gatehouse.adminCall('PATCH', `/clients/${second.id}`, { scope: 'mcp' });
      await lock.waitedFor(2);
      await lock.release();
      return Promise.all([pending, changing]);
    });
    expect(changed.status).toBe(200);
    const works = answer.status === 200 && (await isAccepted(answer.body.access_token as string));
    expect({ scope: answer.body.scope, works }).not.toEqual({ scope: 'user mcp', works: true });
  });

  it('is nothing when its client was changed in the moment before', async () => {
    const first = await gatehouse.agent();
    const second = await sibling(first);
    const subject = await gatehouse.accessToken(first.id, first.secret);
    const change = "UPDATE clients SET scope = '{mcp}', updated_at = updated_at + interval '1 s' WHERE client_id = $1";
    const { status, body } = await whileHeld(gatehouse, [change, [second.id]], async (lock) => {
      const pending = exchange(second, subject);
      await lock.waitedFor(1);
      await lock.release();
      return pending;
    });
    expect([status, body.error, body.error_description]).toEqual([
      400,
      'invalid_request',
      expect.stringContaining('try again'),
    ]);
    expect((await exchange(second, subject)).body.scope).toBe('mcp');
  });
});
