import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Scene } from '../conformance/scene.js';
import { Replica } from '../keys/replicas.js';
import type { Answer, TestGatehouse } from '../support/gatehouse.js';
import { type AuthorizationFlow, claimsOf, REDIRECT } from '../support/people.js';
import { hiddenFields, TestBrowser } from '../support/test-browser.js';
import { testSecrets } from '../support/test-secrets.js';

const AT_ONCE = 20;

let scene: Scene;
let gatehouse: TestGatehouse;
let second: Replica;
beforeAll(async () => {
  scene = await Scene.open();
  gatehouse = scene.gatehouse;
  const shared = { ...testSecrets, PUBLIC_URL: gatehouse.url, LIMIT_SIGN_IN: '6000/60' };
  second = await Replica.start(gatehouse.serviceUrl, shared, gatehouse.clock);
});
afterAll(async () => {
  await second.app.close();
  await scene.close();
});

/** The same token request, many times at the same moment, at both instances in turn. */
function race(flow: AuthorizationFlow, form: Record<string, string>): Promise<Answer[]> {
  const { id, secret } = flow.client;
  const body = new URLSearchParams({
    ...form,
    client_id: id,
    ...(secret === undefined ? {} : { client_secret: secret }),
  });
  return Promise.all(
    Array.from({ length: AT_ONCE }, async (_, turn) => {
      const response = await fetch(`${turn % 2 === 0 ? gatehouse.url : second.url}/oauth/token`, {
        method: 'POST',
        body,
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as never };
    }),
  );
}

const good = (answers: Answer[]) => answers.filter(({ status }) => status === 200).map(({ body }) => body);
const sessionsOf = (clientId: string) =>
  gatehouse.sql<{ id: string; closed: boolean }>(
    `SELECT id, closed_at IS NOT NULL AS closed FROM sessions WHERE client_id = $1 AND source = 'oauth' ORDER BY id`,
    [clientId],
  );
const tokensOf = (sessionId: string) =>
  gatehouse.sql<{ used: boolean }>(
    'SELECT used_at IS NOT NULL AS used FROM refresh_tokens WHERE session_id = $1 ORDER BY id',
    [sessionId],
  );
const redeeming = (flow: AuthorizationFlow, code: string) => ({
  grant_type: 'authorization_code',
  code,
  redirect_uri: REDIRECT,
  code_verifier: flow.verifier,
});

describe('twenty at once at two instances on one database', () => {
  it('both instances are one Gatehouse: a token of one is good at the other', async () => {
    const { tokens } = await scene.tokens();
    const headers = { authorization: `Bearer ${tokens.access_token}` };
    expect((await fetch(`${second.url}/oauth/userinfo`, { headers })).status).toBe(200);
  });

  it('O21-06 one code is redeemed by exactly one, for one session, which the others close (RFC 6749 §4.1.2, §10.5)', async () => {
    for (let round = 0; round < 3; round++) {
      const { flow, code } = await scene.code({}, scene.app);
      const before = (await sessionsOf(flow.client.id)).length;
      const answers = await race(flow, redeeming(flow, code));
      const [winner, ...others] = good(answers);
      expect([winner === undefined, others.length]).toEqual([false, 0]);
      for (const { status, body } of answers) {
        if (status !== 200) expect([status, body.error]).toEqual([400, 'invalid_grant']);
      }
      const sessions = await sessionsOf(flow.client.id);
      expect(sessions.length).toBe(before + 1);
      expect(sessions.find(({ id }) => id === claimsOf(winner.access_token).sid)).toMatchObject({ closed: true });
      expect(await tokensOf(claimsOf(winner.access_token).sid)).toEqual([{ used: false }]);
      expect(await scene.works(winner.access_token)).toBe(false);
      expect((await flow.refresh(winner.refresh_token)).body.error).toBe('invalid_grant');
    }
  });

  it('O21-06 wrong verifiers at once burn a code, and let no more than five guess', async () => {
    const { flow, code } = await scene.code({}, scene.app);
    const answers = await race(flow, { ...redeeming(flow, code), code_verifier: 'a'.repeat(43) });
    for (const { status, body } of answers) expect([status, body.error]).toEqual([400, 'invalid_grant']);
    expect((await flow.redeem(code)).body.error).toBe('invalid_grant');
  });

  it('O21-15 a public client’s refresh token gives everybody the same successor, of which there is one', async () => {
    for (let round = 0; round < 3; round++) {
      const { flow, tokens } = await scene.tokens({}, scene.app);
      const sid = claimsOf(tokens.access_token).sid as string;
      const answers = await race(flow, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
      expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: AT_ONCE }, () => 200));
      const successors = new Set(good(answers).map((body) => body.refresh_token as string));
      expect([successors.size, successors.has(tokens.refresh_token)]).toEqual([1, false]);
      expect(await tokensOf(sid)).toEqual([{ used: true }, { used: false }]);
      for (const { access_token } of good(answers)) expect(claimsOf(access_token).sid).toBe(sid);
      expect((await flow.refresh([...successors][0]!)).status).toBe(200);
    }
  });

  it('O21-15 a refresh token whose successor was used ends the family, however many try it', async () => {
    const { flow, tokens } = await scene.tokens({}, scene.app);
    const next = (await flow.refresh(tokens.refresh_token)).body;
    const newest = (await flow.refresh(next.refresh_token)).body;
    const answers = await race(flow, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
    for (const { status, body } of answers) expect([status, body.error]).toEqual([400, 'invalid_grant']);
    expect(await scene.works(newest.access_token)).toBe(false);
    expect((await flow.refresh(newest.refresh_token)).body.error).toBe('invalid_grant');
  });

  it('a confidential client’s refresh token stays what it is', async () => {
    const { flow, tokens } = await scene.tokens();
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => flow.refresh(tokens.refresh_token)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: AT_ONCE }, () => 200));
    expect(await tokensOf(claimsOf(tokens.access_token).sid)).toEqual([{ used: false }]);
  });

  it('one consent that is sent many times completes its request once: one code', async () => {
    const flow = scene.flow();
    const { path, answer } = await flow.open({ prompt: 'consent' });
    const sent = await Promise.all(
      Array.from({ length: AT_ONCE }, () =>
        flow.browser.post(`${path}/consent`, { ...hiddenFields(answer), decision: 'allow' }),
      ),
    );
    expect(sent.map(({ status }) => status)).toEqual(Array.from({ length: AT_ONCE }, () => 303));
    const before = await gatehouse.sql('SELECT 1 FROM authorization_codes');
    const looked = await Promise.all(Array.from({ length: AT_ONCE }, () => flow.browser.get(path)));
    const codes = looked.filter(({ headers }) => headers.get('location')?.startsWith(REDIRECT) === true);
    expect(codes.length).toBe(1);
    expect(looked.filter(({ status }) => status === 400).length).toBe(AT_ONCE - 1);
    expect((await gatehouse.sql('SELECT 1 FROM authorization_codes')).length).toBe(before.length + 1);
  });

  it('a code that is redeemed while its person signs out leaves nothing open', async () => {
    for (let round = 0; round < 3; round++) {
      const flow = scene.flow(scene.app, new TestBrowser(gatehouse.url));
      const code = await flow.code(scene.person);
      const form = hiddenFields(await flow.browser.get('/account'));
      const [answers, out] = await Promise.all([
        race(flow, redeeming(flow, code)),
        flow.browser.post('/sign-out', form),
      ]);
      expect(out.status).toBe(303);
      const left = await gatehouse.sql(
        'SELECT c.id FROM sessions c JOIN sessions p ON p.id = c.parent_id WHERE c.closed_at IS NULL AND p.closed_at IS NOT NULL',
      );
      expect(left).toEqual([]);
      for (const body of good(answers)) expect(await scene.works(body.access_token)).toBe(false);
    }
  });
});
