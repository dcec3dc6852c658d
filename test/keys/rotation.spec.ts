import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';

interface Key {
  readonly kid: string;
  readonly algorithm: string;
  readonly state: string;
  readonly created_at: string;
  readonly activated_at: string | null;
  readonly retired_at: string | null;
}

const kids = (answer: Answer, state: string): string[] =>
  (answer.body.items as Key[]).filter((key) => key.state === state).map(({ kid }) => kid);

/** One ring for all: each test compares what it finds with what it leaves. */
describe('/api/v1/admin/keys', () => {
  let gatehouse: TestGatehouse;
  beforeAll(async () => void (gatehouse = await TestGatehouse.start({ ACCESS_TOKEN_SECONDS: '3600' })));
  afterAll(() => gatehouse.stop());

  const list = (): Promise<Answer> => gatehouse.adminCall('GET', '/keys');
  const rotate = (query = ''): Promise<Answer> => gatehouse.adminCall('POST', `/keys/rotate${query}`);
  const publish = (): void => gatehouse.clock.advance(310_000);

  it('lists the ring, and nothing of the keys themselves', async () => {
    const answer = await list();
    expect(answer.status).toBe(200);
    expect(answer.body.next).toBeNull();
    expect(answer.body.items).toHaveLength(6);
    for (const key of answer.body.items as Key[]) {
      const { kid, algorithm, state, created_at, activated_at, ...rest } = key;
      expect(rest).toEqual({ retired_at: null });
      expect([kid, algorithm, created_at].every((text) => text.length > 0)).toBe(true);
      expect(activated_at).toBe(state === 'active' ? created_at : null);
    }
  });

  it('is for administrators', async () => {
    const agent = await gatehouse.agent();
    const token = await gatehouse.accessToken(agent.id, agent.secret, { resource: gatehouse.settings.PUBLIC_URL });
    for (const [method, path] of [
      ['GET', '/keys'],
      ['POST', '/keys/rotate'],
    ] as const) {
      expect((await gatehouse.request(method, `/api/v1/admin${path}`)).status).toBe(401);
      const headers = { authorization: `Bearer ${token}` };
      expect((await gatehouse.request(method, `/api/v1/admin${path}`, { headers })).status).toBe(403);
    }
    expect(kids(await list(), 'retired')).toEqual([]);
  });

  it('refuses to rotate while verifiers may not know the next keys, and tells when they will', async () => {
    // The template's keys are as old as the run.
    await gatehouse.sql('UPDATE signing_keys SET created_at = now()');
    const before = await list();
    gatehouse.clock.advance(200_000);
    const answer = await rotate();
    expect(answer.status).toBe(409);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.detail).toMatch(
      /has not been published long enough .* Try again in \d+ s, or force the rotation\.$/,
    );
    expect((await list()).body).toEqual(before.body);
  });

  it('lets the next keys sign and the active ones verify, once the next ones are known', async () => {
    const before = await list();
    const token = await gatehouse.admin();
    publish();
    const after = await rotate();
    expect(after.status).toBe(200);
    expect(kids(after, 'active')).toEqual(kids(before, 'next'));
    expect(kids(after, 'retired')).toEqual(kids(before, 'active'));
    expect(kids(after, 'next')).toHaveLength(3);
    expect(
      (after.body.items as Key[]).every(({ state, retired_at }) => (state === 'retired') === (retired_at !== null)),
    ).toBe(true);

    const { keys } = (await gatehouse.request('GET', '/oauth/jwks')).body;
    expect(keys.map(({ kid }: Key) => kid).sort()).toEqual((after.body.items as Key[]).map(({ kid }) => kid).sort());
    expect(kids(after, 'retired')).toContain(decodeProtectedHeader(token).kid);
    await jwtVerify(token, createLocalJWKSet({ keys }));
    expect((await list()).status).toBe(200);
    const fresh = await gatehouse.accessToken('root-cli', 'root secret: with +%& and ünicode', { scope: 'admin' });
    expect(kids(after, 'active')).toContain(decodeProtectedHeader(fresh).kid);
  });

  it('rotates at once when forced', async () => {
    const before = await list();
    const after = await rotate('?force=true');
    expect(after.status).toBe(200);
    expect(kids(after, 'active')).toEqual(kids(before, 'next'));
    expect((await rotate()).status).toBe(409);
  });

  it.each(['?force=yes', '?force=', '?force=true&force=true'])('refuses %s', async (query) => {
    const before = await list();
    const answer = await rotate(query);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([{ pointer: 'force', detail: 'must be true or false' }]);
    expect((await list()).body).toEqual(before.body);
  });

  it('records who rotated and which keys', async () => {
    const before = await list();
    await rotate('?force=true');
    const { sub, sid } = decodeJwt(await gatehouse.admin());
    const rows = await gatehouse.sql(
      `SELECT decision, reason, client_id, sub, sid, detail FROM audit_events
        WHERE kind = 'keys.rotated' AND detail->'activated' ? $1`,
      [kids(before, 'next')[0]],
    );
    const detail = { forced: true, activated: kids(before, 'next'), retired: kids(before, 'active') };
    expect(rows).toEqual([{ decision: 'done', reason: 'administrator', client_id: 'root-cli', sub, sid, detail }]);
  });

  it('does not rotate when the rotation cannot be recorded', async () => {
    const before = await list();
    await gatehouse.sql('ALTER TABLE audit_events RENAME TO audit_events_away');
    expect((await rotate('?force=true')).status).toBe(500);
    await gatehouse.sql('ALTER TABLE audit_events_away RENAME TO audit_events');
    expect((await list()).body).toEqual(before.body);
  });
});
