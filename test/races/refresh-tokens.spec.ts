import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Scene } from '../conformance/scene.js';
import { DpopKey } from '../support/dpop.js';
import { whileHeld } from '../support/held-lock.js';
import { claimsOf } from '../support/people.js';

const AT_ONCE = 6;
/** How long those may take that need not wait, in milliseconds. */
const PATIENCE = 10_000;

let scene: Scene;
let key: DpopKey;
beforeAll(async () => {
  scene = await Scene.open();
  key = await DpopKey.make();
});
afterAll(() => scene.close());

interface Given {
  readonly access_token: string;
  readonly refresh_token: string;
}
const given = async () => (await scene.tokens({}, scene.app)).tokens as Given;
const sidOf = (tokens: Given): string => claimsOf(tokens.access_token).sid;
const HOLD = 'SELECT 1 FROM sessions WHERE id = ANY($1) ORDER BY id FOR UPDATE';

/** @param bound whether it comes with a proof, by which its session is bound from then on (RFC 9449 §5) */
async function refreshed({ refresh_token: token }: Given, bound: boolean): Promise<number> {
  const url = `${scene.gatehouse.url}/oauth/token`;
  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token, client_id: scene.app.id });
  const headers = bound ? { dpop: await key.proof('POST', url) } : undefined;
  return (await fetch(url, { method: 'POST', body, ...(headers && { headers }) })).status;
}

describe('refresh tokens that are spent by public clients', () => {
  it('do not wait for others whose sessions somebody else has', async () => {
    const [held, others] = [await Promise.all([given(), given()]), [await given(), await given(), await given()]];
    const ids = held.map(sidOf);
    const waiting = await whileHeld(scene.gatehouse, [HOLD, [ids]], async (lock) => {
      // One after the other, so that each has a statement of its own.
      const first = refreshed(held[0], true);
      await lock.waitedFor(1);
      const second = refreshed(held[1], true);
      await lock.waitedFor(2);
      const passing = Promise.all(others.map((one) => refreshed(one, false)));
      const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, 'they wait'));
      expect(await Promise.race([passing, late])).toEqual([200, 200, 200]);
      await lock.release();
      return Promise.all([first, second]);
    });
    expect(waiting).toEqual([200, 200]);
  });

  it('are spent when whoever has the session of one comes for those of others, which wait for it', async () => {
    const tokens: Given[] = [];
    for (let count = 0; count < AT_ONCE; count++) tokens.push(await given());
    const ids = tokens.map(sidOf);
    const answers = await whileHeld(scene.gatehouse, [HOLD, [ids.slice(-1)]], async (lock) => {
      const asked = Promise.all(tokens.map((one) => refreshed(one, true)));
      await lock.waitedFor(1);
      await lock.also([HOLD, [ids]]);
      await lock.release();
      return asked;
    });
    expect(answers).toEqual(ids.map(() => 200));
  });
});
