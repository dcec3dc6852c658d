/* A role that somebody has lost is lost by the next token at the latest, by whatever way they come to it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '../admin/problems.js';
import { clientClaims, JWT_BEARER, Signer } from '../support/assertions.js';
import { beginDevice } from '../support/devices.js';
import { ACCESS_TOKEN, exchange, EXCHANGE } from '../support/exchange.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import {
  AuthorizationFlow,
  claimsOf,
  createPerson,
  createRelyingParty,
  type RelyingParty,
  type TestPerson,
} from '../support/people.js';
import { NO_LIMITS } from './role-callers.js';

const SCOPE = 'openid user auditor';
const GRANTS = ['authorization_code', 'refresh_token', EXCHANGE];

let gatehouse: TestGatehouse;
let client: RelyingParty;
beforeAll(async () => {
  gatehouse = await TestGatehouse.start(NO_LIMITS);
  client = await createRelyingParty(gatehouse, { scope: `${SCOPE} offline_access mcp`, grant_types: GRANTS });
});
afterAll(() => gatehouse.stop());

const auditor = (): Promise<TestPerson> => createPerson(gatehouse, { roles: ['user', 'auditor'] });
const lose = async ({ id }: { id: string }): Promise<void> => {
  expect((await gatehouse.adminCall('PATCH', `/users/${id}`, { roles: ['user'] })).status).toBe(200);
};
/** Behind the API's back, which would close the sessions: each way asks for the role by itself. */
const loseQuietly = ({ id }: { id: string }) => gatehouse.sql(`UPDATE users SET roles = '{user}' WHERE id = $1`, [id]);
const scopeOf = (answer: Answer): string[] => {
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
  return claimsOf(answer.body.access_token as string).scope.split(' ');
};
const refusedAs = (answer: Answer, error: string): void =>
  expect({ status: answer.status, error: answer.body?.error }).toEqual({ status: 400, error });
const audit = (token: string): Promise<Answer> =>
  gatehouse.request('GET', '/api/v1/admin/audit', { headers: { authorization: `Bearer ${token}` } });

/** Tokens of a person who is signed in and administers. */
async function signedIn(scope = SCOPE) {
  const person = await auditor();
  const flow = new AuthorizationFlow(gatehouse, client);
  const tokens = await flow.tokens(person, { scope });
  expect((await audit(tokens.access_token)).status).toBe(200);
  return { person, flow, tokens };
}

describe('whoever loses a role', () => {
  it.each([SCOPE, `${SCOPE} offline_access`])('refreshes nothing that had it (%s)', async (scope) => {
    const { person, flow, tokens } = await signedIn(scope);
    await lose(person);
    problemOf(await audit(tokens.access_token), 401);
    refusedAs(await flow.refresh(tokens.refresh_token), 'invalid_grant');
    refusedAs(await flow.refresh(tokens.refresh_token, { scope: 'user' }), 'invalid_grant');
  });

  it('exchanges no token that had it, not even for less', async () => {
    const { person, tokens } = await signedIn();
    await lose(person);
    for (const scope of ['auditor', 'user']) {
      const fields = { subject_token: tokens.access_token, subject_token_type: ACCESS_TOKEN, scope };
      refusedAs(await exchange(gatehouse, client, fields), 'invalid_request');
    }
  });

  it('redeems no code that has it', async () => {
    const person = await auditor();
    const flow = new AuthorizationFlow(gatehouse, client);
    const code = await flow.code(person, { scope: SCOPE });
    await lose(person);
    refusedAs(await flow.redeem(code), 'invalid_grant');
  });

  it('signs in again, and gets it not by what they agreed to before', async () => {
    const { person, flow } = await signedIn();
    await lose(person);
    const tokens = await flow.tokens(person, { scope: SCOPE });
    expect(claimsOf(tokens.access_token).scope.split(' ')).toEqual(['user', 'openid']);
    problemOf(await audit(tokens.access_token), 403);
  });

  it('decides on no question that named it', async () => {
    const person = await auditor();
    const flow = new AuthorizationFlow(gatehouse, client);
    const { path, answer } = await flow.open({ scope: SCOPE });
    const sent = await flow.signIn(path, answer, person);
    const page = await flow.browser.get(sent.headers.get('location') ?? '');
    expect(page.text).toContain('/consent"');
    await lose(person);
    const decided = await flow.decide(path, page, 'allow');
    // Whoever signs in again is asked again, without it.
    expect(new URL(decided.headers.get('location') ?? '/', gatehouse.url).searchParams.get('code')).toBeNull();
    expect(await gatehouse.sql('SELECT 1 FROM consents WHERE user_id = $1', [person.id])).toEqual([]);
  });
});

describe('where its sessions live on, a role that is lost', () => {
  it('is not in a token that was refreshed', async () => {
    const { person, flow, tokens } = await signedIn();
    await loseQuietly(person);
    expect(scopeOf(await flow.refresh(tokens.refresh_token))).toEqual(['user', 'openid']);
    refusedAs(await flow.refresh(tokens.refresh_token, { scope: 'auditor' }), 'invalid_scope');
  });

  it('is not in a token that was exchanged', async () => {
    const { person, tokens } = await signedIn();
    await loseQuietly(person);
    const fields = { subject_token: tokens.access_token, subject_token_type: ACCESS_TOKEN };
    refusedAs(await exchange(gatehouse, client, { ...fields, scope: 'auditor' }), 'invalid_scope');
    expect(scopeOf(await exchange(gatehouse, client, fields))).not.toContain('auditor');
  });

  it('is not in a token of a client that acts for its owner, however the client authenticates', async () => {
    const signer = await Signer.create();
    const asked = { scope: 'auditor user', kind: 'service' };
    const keyed = { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [signer.publicJwk] } };
    for (const fields of [asked, { ...asked, ...keyed }]) {
      const { owner, id, secret } = await gatehouse.agent(fields, { roles: ['user', 'auditor'] });
      const token = async (scope?: string): Promise<Answer> => {
        const proof = { client_assertion_type: JWT_BEARER, client_assertion: '' };
        if (secret === undefined) proof.client_assertion = await signer.sign(clientClaims(id, gatehouse.url));
        const form = { grant_type: 'client_credentials', ...(scope && { scope }), ...(secret === undefined && proof) };
        return gatehouse.token(form, secret === undefined ? undefined : { id, secret });
      };
      expect(scopeOf(await token())).toContain('auditor');
      await loseQuietly(owner);
      expect(scopeOf(await token())).toEqual(['user']);
      refusedAs(await token('auditor'), 'invalid_scope');
    }
  });

  it('is in no token of a device, which never had it', async () => {
    const person = await auditor();
    const { token } = await beginDevice(gatehouse, person);
    expect(claimsOf(token).scope.split(' ')).not.toContain('auditor');
  });
});
