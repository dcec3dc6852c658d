/*
 * RFC 7009 (revocation), rows 7009-01 … 7009-06. Tokens of clients that act as themselves: test/oauth/revocation.spec.ts.
 * Not here, and why:
 *   unsupported_token_type (§2.2.1): both kinds of token can be revoked.
 */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Answer, basicHeader, TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, createRelyingParty } from '../support/people.js';
import { CuttableLine } from '../support/cuttable-line.js';
import { expectOAuthError, Scene } from './scene.js';

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open();
});
afterAll(() => scene.close());

const revoke = (flow: AuthorizationFlow, token: string, more: Record<string, string> = {}): Promise<Answer> =>
  flow.post('/oauth/revoke', { token, ...more });

function expectDone(answer: Answer): void {
  expect([answer.status, answer.text, answer.headers.get('cache-control')]).toEqual([200, '', 'no-store']);
}

describe('7009-01 what cannot be revoked is revoked already (RFC 7009 §2.2)', () => {
  it.each([
    ['unknown', 'abc'],
    ['64 characters that are nobody’s', 'A'.repeat(64)],
    ['a JWT of nobody’s', 'eyJhbGciOiJub25lIn0.e30.'],
    ['with NUL', 'a\u0000b'],
    ['beyond ASCII', 'ü'],
    ['20,000 characters', 'a'.repeat(20_000)],
  ])('7009-01 a token that is %s is 200, empty', async (_name, token) => {
    for (const client of [scene.client, scene.app]) expectDone(await revoke(scene.flow(client), token));
  });

  it('7009-01 twice is as once, for either kind', async () => {
    for (const kind of ['access_token', 'refresh_token']) {
      const { flow, tokens } = await scene.tokens();
      for (let time = 0; time < 2; time++) expectDone(await revoke(flow, tokens[kind]));
    }
  });
});

describe('7009-02 a client authenticates as at the token endpoint (RFC 7009 §2.1)', () => {
  it('7009-02 without, or wrongly, it is invalid_client, and the token lives', async () => {
    const { tokens } = await scene.tokens();
    const form = `token=${tokens.refresh_token}`;
    for (const [body, headers] of [
      [form, {}],
      [`${form}&client_id=${scene.client.id}`, {}],
      [`${form}&client_id=${scene.client.id}&client_secret=wrong`, {}],
      [form, { authorization: basicHeader(scene.client.id, 'wrong') }],
    ] as [string, Record<string, string>][]) {
      expectOAuthError(await scene.post('/oauth/revoke', body, headers), 401, 'invalid_client');
    }
    expect(await scene.works(tokens.access_token)).toBe(true);
  });

  it('7009-02 a public client says its client_id', async () => {
    const { tokens } = await scene.tokens({}, scene.app);
    expectDone(await scene.post('/oauth/revoke', `token=${tokens.refresh_token}&client_id=${scene.app.id}`));
    expect(await scene.works(tokens.access_token)).toBe(false);
  });
});

describe('7009-03 nobody revokes what is another client’s, nor learns that it is there (RFC 7009 §2.1)', () => {
  it.each(['access_token', 'refresh_token'])('7009-03 the %s of another client lives on', async (kind) => {
    const { flow, tokens } = await scene.tokens();
    for (const stranger of [scene.app, await createRelyingParty(scene.gatehouse)]) {
      expectDone(await revoke(scene.flow(stranger), tokens[kind]));
    }
    expect(await scene.works(tokens.access_token)).toBe(true);
    expect((await flow.refresh(tokens.refresh_token)).status).toBe(200);
  });
});

describe('7009-04 with one token goes all of its grant (RFC 7009 §2.1)', () => {
  it.each([
    ['refresh_token', 'confidential'],
    ['access_token', 'confidential'],
    ['refresh_token', 'public'],
    ['access_token', 'public'],
  ])('7009-04 the %s of a %s client takes every token of the grant along', async (kind, type) => {
    const { flow, tokens } = await scene.tokens({}, type === 'public' ? scene.app : scene.client);
    const refreshed = (await flow.refresh(tokens.refresh_token)).body;
    const newest = { ...tokens, ...refreshed };
    expectDone(await revoke(flow, newest[kind]));
    expect([await scene.works(tokens.access_token), await scene.works(newest.access_token)]).toEqual([false, false]);
    expectOAuthError(await flow.refresh(newest.refresh_token), 400, 'invalid_grant');
  });

  it('7009-04 a refresh token that was spent takes the grant along as well', async () => {
    const { flow, tokens } = await scene.tokens({}, scene.app);
    const refreshed = (await flow.refresh(tokens.refresh_token)).body;
    expectDone(await revoke(flow, tokens.refresh_token));
    expectOAuthError(await flow.refresh(refreshed.refresh_token), 400, 'invalid_grant');
  });

  it('7009-04 another grant of the same person and client stays', async () => {
    const [one, other] = [await scene.tokens(), await scene.tokens()];
    expectDone(await revoke(one.flow, one.tokens.refresh_token));
    expect(await scene.works(other.tokens.access_token)).toBe(true);
    expect((await other.flow.refresh(other.tokens.refresh_token)).status).toBe(200);
  });
});

describe('7009-05 a hint is only a hint (RFC 7009 §2.1)', () => {
  it.each(['access_token', 'refresh_token', 'id_token', 'nonsense', ''])(
    '7009-05 token_type_hint %j finds either kind',
    async (token_type_hint) => {
      for (const kind of ['access_token', 'refresh_token']) {
        const { flow, tokens } = await scene.tokens();
        expectDone(await revoke(flow, tokens[kind], { token_type_hint }));
        expect(await scene.works(tokens.access_token)).toBe(false);
      }
    },
  );
});

describe('7009-06 while it cannot be done, it is not said to be done (RFC 7009 §2.2.1)', () => {
  it('7009-06 without the database it is 503 with Retry-After, and the token lives', async () => {
    const line = await CuttableLine.to(inject('serviceUrl'));
    const cuttable = await TestGatehouse.start({}, (url) => line.via(url));
    try {
      const agent = await cuttable.agent({ scope: 'mcp' });
      const token = await cuttable.accessToken(agent.id, agent.secret);
      const flow = new AuthorizationFlow(cuttable, agent);
      line.cut();
      const answer = await revoke(flow, token);
      expectOAuthError(answer, 503, 'temporarily_unavailable');
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      line.mend();
      expect((await flow.post('/oauth/introspect', { token })).body.active).toBe(true);
    } finally {
      line.mend();
      await cuttable.stop();
      await line.close();
    }
  });
});
