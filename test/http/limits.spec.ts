import { afterEach, describe, expect, it } from 'vitest';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';

let gatehouse: TestGatehouse | undefined;
afterEach(async () => {
  await gatehouse?.stop();
  gatehouse = undefined;
});

/** How many of so many requests at one moment are admitted. */
async function admitted(count: number, request: () => Promise<Answer>): Promise<number> {
  let passed = 0;
  for (let index = 0; index < count; index++) if ((await request()).status !== 429) passed++;
  return passed;
}

describe('a tier', () => {
  it('admits its burst, then its steady rate and no more, for as long as one asks', async () => {
    const running = (gatehouse = await TestGatehouse.start({ LIMIT_PUBLIC: '5/50' }));
    running.clock.freeze();
    const ask = () => running.request('GET', '/health/live');
    expect(await admitted(8, ask)).toBe(5);
    // Five in fifty seconds is one each ten seconds: the reference's limiter gave one each fifty.
    for (let step = 0; step < 12; step++) {
      running.clock.advance(10_000);
      expect(await admitted(3, ask)).toBe(1);
    }
    running.clock.advance(9_000);
    expect(await admitted(3, ask)).toBe(0);
    running.clock.advance(1_000);
    expect(await admitted(3, ask)).toBe(1);
    running.clock.advance(500_000);
    expect(await admitted(8, ask)).toBe(5);
  });

  it('tells how long to wait, and admits whoever waited', async () => {
    const running = (gatehouse = await TestGatehouse.start({ LIMIT_PUBLIC: '2/20' }));
    running.clock.freeze();
    const ask = () => running.request('GET', '/health/live');
    await admitted(2, ask);
    const refused = await ask();
    const wait = Number(refused.headers.get('retry-after'));
    expect([refused.status, wait]).toEqual([429, 10]);
    running.clock.advance(wait * 1000);
    expect((await ask()).status).toBe(200);
  });

  it('waits no longer than its time when the clock is put back: nobody is locked out for as long as it was wrong', async () => {
    const running = (gatehouse = await TestGatehouse.start({ LIMIT_PUBLIC: '2/20' }));
    running.clock.freeze();
    const ask = () => running.request('GET', '/health/live');
    expect(await admitted(4, ask)).toBe(2);
    running.clock.advance(-3_600_000);
    expect(Number((await ask()).headers.get('retry-after'))).toBe(10);
    running.clock.advance(10_000);
    expect(await admitted(3, ask)).toBe(1);
  });

  it('is counted for each address and for each tier by itself', async () => {
    const running = (gatehouse = await TestGatehouse.start({ LIMIT_PUBLIC: '2/60', TRUSTED_PROXIES: '127.0.0.0/8' }));
    running.clock.freeze();
    const from = (address: string) => () =>
      running.request('GET', '/health/live', { headers: { 'x-forwarded-for': address } });
    expect(await admitted(4, from('203.0.113.1'))).toBe(2);
    expect(await admitted(4, from('203.0.113.2'))).toBe(2);
    // A whole IPv6 /64 is one subscriber.
    expect(await admitted(4, from('2001:db8:1:2::1'))).toBe(2);
    expect(await admitted(4, from('2001:db8:1:2:3::9'))).toBe(0);
    expect((await running.token({ grant_type: 'client_credentials' })).status).toBe(401);
  });

  it('cannot be evaded by X-Forwarded-For of an untrusted peer', async () => {
    const running = (gatehouse = await TestGatehouse.start({ LIMIT_PUBLIC: '2/60' }));
    running.clock.freeze();
    let address = 0;
    const ask = () =>
      running.request('GET', '/health/live', { headers: { 'x-forwarded-for': `203.0.113.${address++}` } });
    expect(await admitted(5, ask)).toBe(2);
  });
});

describe('429 has the shape that the caller reads', () => {
  it('of OAuth at the token endpoint, before any client is authenticated', async () => {
    const running = (gatehouse = await TestGatehouse.start({ LIMIT_TOKEN: '1/60' }));
    const ask = () => running.token({ grant_type: 'client_credentials' }, { id: 'nobody', secret: 'x' });
    expect((await ask()).status).toBe(401);
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(refused.body).toEqual({
      error: 'temporarily_unavailable',
      error_description: expect.stringContaining('Try again in'),
    });
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(refused.headers.get('cache-control')).toBe('no-store');
  });

  it('of the gate', async () => {
    const running = (gatehouse = await TestGatehouse.start({ LIMIT_GATE: '1/60' }));
    const ask = () => running.request('GET', '/api/v1/mcp/tools');
    expect((await ask()).status).toBe(401);
    const refused = await ask();
    expect([refused.status, refused.body.server, refused.body.error]).toEqual([
      429,
      'tools',
      'temporarily_unavailable',
    ]);
  });

  it('of the admin API', async () => {
    const running = (gatehouse = await TestGatehouse.start({ LIMIT_ADMIN: '1/60' }));
    expect((await running.request('GET', '/api/v1/admin/users')).status).toBe(401);
    const refused = await running.request('GET', '/api/v1/admin/users');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(refused.body).toMatchObject({ status: 429, title: 'Too many requests' });
  });
});

describe('limits by client', () => {
  it('are spent after authentication alone: nobody locks out somebody else’s client_id', async () => {
    const running = (gatehouse = await TestGatehouse.start({ LIMIT_TOKEN_CLIENT: '3/60' }));
    const agent = await running.agent();
    running.clock.freeze();
    const form = { grant_type: 'client_credentials', scope: 'mcp' };
    for (let attempt = 0; attempt < 10; attempt++) {
      expect((await running.token(form, { id: agent.id, secret: 'wrong' })).status).toBe(401);
    }
    expect(await admitted(5, () => running.token(form, agent))).toBe(3);
    const other = await running.agent();
    expect((await running.token(form, other)).status).toBe(200);
  });

  it('hold at the gate and at the admin API too', async () => {
    const running = (gatehouse = await TestGatehouse.start({ LIMIT_GATE_CLIENT: '2/60', LIMIT_ADMIN_CLIENT: '7/60' }));
    const { resource } = await running.create('/upstreams', { name: 'tools', kind: 'mcp', url: 'http://127.0.0.1:9/' });
    const agent = await running.agent();
    const token = await running.accessToken(agent.id, agent.secret, { resource });
    running.clock.freeze();
    const ask = () => running.request('GET', '/api/v1/mcp/tools', { headers: { authorization: `Bearer ${token}` } });
    expect(await admitted(4, ask)).toBe(2);
    expect(await admitted(6, () => running.adminCall('GET', '/users'))).toBe(4);
  });
});
