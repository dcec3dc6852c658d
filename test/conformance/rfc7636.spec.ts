/*
 * RFC 7636 (PKCE). Rows O21-03, O21-04 and O21-05 are in oauth21.spec.ts. Not here, and why:
 *   constant-time comparison: not to be seen over HTTP; src/oauth/token/pkce.rules.ts compares by timingSafeEqual.
 *   plain (§4.2): refused for everybody, hence nothing of §4.6 for it.
 * Decision: a wrong verifier does not burn the code, five do.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import { REDIRECT } from '../support/people.js';
import { expectOAuthError, expectSentBack, Scene } from './scene.js';

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open();
});
afterAll(() => scene.close());

const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

describe('7636 verifiers (RFC 7636 §4.1, §4.6)', () => {
  it('7636 the example of appendix B is redeemed', async () => {
    const { flow, code } = await scene.code({ code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM' });
    const answer = await flow.redeem(code, { code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk' });
    expect(answer.status).toBe(200);
  });

  it.each([
    ['43 characters', 'a'.repeat(43), 200],
    ['128 characters', 'a'.repeat(128), 200],
    ['every unreserved character', 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~', 200],
    ['42 characters', 'a'.repeat(42), 400],
    ['129 characters', 'a'.repeat(129), 400],
    ['a percent sign', `${'a'.repeat(43)}%`, 400],
  ])('7636 a verifier of %s whose hash is right is answered by its form (§4.1)', async (_name, verifier, status) => {
    const { flow, code } = await scene.code({ code_challenge: challengeOf(verifier) });
    const answer = await flow.redeem(code, { code_verifier: verifier });
    expect([answer.status, answer.body.error]).toEqual([status, status === 200 ? undefined : 'invalid_grant']);
  });
});

describe('7636 challenges (RFC 7636 §4.2, §4.3)', () => {
  it.each([
    ['too short', 'a'.repeat(42)],
    ['too long', 'a'.repeat(44)],
    ['padded', `${'a'.repeat(42)}=`],
    ['in base64', `${'a'.repeat(42)}+`],
    ['with NUL', `${'a'.repeat(42)}\u0000`],
    ['with a line feed', `${'a'.repeat(43)}\n`],
  ])('7636 one that is %s gets invalid_request (§4.4.1)', async (_name, code_challenge) => {
    expectSentBack(await scene.ask({ code_challenge }), REDIRECT, 'invalid_request');
  });

  it('7636 the method alone is no challenge', async () => {
    expectSentBack(await scene.ask({ code_challenge: undefined }), REDIRECT, 'invalid_request');
  });
});

describe('7636 guessing (RFC 7636 §4.6; decided here)', () => {
  it.each(['public', 'confidential'])('7636 four wrong verifiers of a %s client are forgiven', async (kind) => {
    const { flow, code } = await scene.code({}, kind === 'public' ? scene.app : scene.client);
    for (let time = 0; time < 4; time++) {
      expectOAuthError(await flow.redeem(code, { code_verifier: 'a'.repeat(43) }), 400, 'invalid_grant');
    }
    expect((await flow.redeem(code)).status).toBe(200);
  });

  it('7636 five burn the code, one after the other or all at once', async () => {
    for (const atOnce of [false, true]) {
      const { flow, code } = await scene.code();
      const guess = () => flow.redeem(code, { code_verifier: 'a'.repeat(43) });
      if (atOnce) await Promise.all(Array.from({ length: 5 }, guess));
      else for (let time = 0; time < 5; time++) await guess();
      expectOAuthError(await flow.redeem(code), 400, 'invalid_grant');
    }
  });

  it('7636 another client’s guesses do not count', async () => {
    const { flow, code } = await scene.code();
    for (let time = 0; time < 5; time++) await scene.flow(scene.app).redeem(code);
    expect((await flow.redeem(code)).status).toBe(200);
  });
});
