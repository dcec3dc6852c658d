import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Scene } from '../conformance/scene.js';
import { DpopKey } from '../support/dpop.js';
import { type Answer } from '../support/gatehouse.js';
import { type AuthorizationFlow } from '../support/people.js';

let scene: Scene;
let thief: DpopKey;
beforeAll(async () => {
  scene = await Scene.open();
  thief = await DpopKey.make();
});
afterAll(() => scene.close());

const refresh = async (flow: AuthorizationFlow, token: string, by: DpopKey | null): Promise<Answer> =>
  flow.post(
    '/oauth/token',
    { grant_type: 'refresh_token', refresh_token: token },
    by === null ? {} : { dpop: await by.proof('POST', `${scene.gatehouse.url}/oauth/token`) },
  );

/** A public client that knows nothing of proofs. */
const begun = () => scene.tokens({}, scene.app);

describe('a stolen refresh token of a public client that proves no key', () => {
  it('is noticed when the thief used it first, though the thief brought a key of their own', async () => {
    const { flow, tokens } = await begun();
    const stolen = await refresh(flow, tokens.refresh_token, thief);
    expect(stolen.status).toBe(200);
    scene.gatehouse.clock.advance(11_000);
    // The client uses the same token: one of the two is not who they should be (OAuth 2.1 §4.3.1, RFC 9700 §4.14.2).
    expect((await refresh(flow, tokens.refresh_token, null)).body.error).toBe('invalid_grant');
    const further = await refresh(flow, stolen.body.refresh_token, thief);
    expect([further.status, further.body.error]).toEqual([400, 'invalid_grant']);
  });

  it('and as well when the client brings a key of its own, later', async () => {
    const { flow, tokens } = await begun();
    const own = await DpopKey.make();
    const stolen = await refresh(flow, tokens.refresh_token, thief);
    scene.gatehouse.clock.advance(11_000);
    expect((await refresh(flow, tokens.refresh_token, own)).body.error).toBe('invalid_grant');
    expect((await refresh(flow, stolen.body.refresh_token, thief)).body.error).toBe('invalid_grant');
  });

  it('and within the time in which an answer that was lost is given again, which is not for another key', async () => {
    const { flow, tokens } = await begun();
    const stolen = await refresh(flow, tokens.refresh_token, thief);
    expect((await refresh(flow, tokens.refresh_token, null)).body.error).toBe('invalid_grant');
    expect((await refresh(flow, stolen.body.refresh_token, thief)).body.error).toBe('invalid_grant');
  });

  it('is noticed, as a check of this test, when neither brings a key', async () => {
    const { flow, tokens } = await begun();
    const stolen = await refresh(flow, tokens.refresh_token, null);
    scene.gatehouse.clock.advance(11_000);
    expect((await refresh(flow, tokens.refresh_token, null)).body.error).toBe('invalid_grant');
    expect((await refresh(flow, stolen.body.refresh_token, null)).body.error).toBe('invalid_grant');
  });

  it('is never called bound by an answer that is given once more, while it is not', async () => {
    const { flow, tokens } = await begun();
    await refresh(flow, tokens.refresh_token, null);
    const again = await refresh(flow, tokens.refresh_token, thief);
    const next = await refresh(flow, again.body.refresh_token ?? 'none', null);
    // Told that its tokens are bound, a client counts on the refresh token being so (RFC 9449 §5).
    expect([again.body.token_type, next.body.token_type]).not.toEqual(['DPoP', 'Bearer']);
  });
});
