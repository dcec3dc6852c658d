import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { eventually } from '../support/gated.js';
import { type Answer, TestGatehouse } from '../support/gatehouse.js';
import { AuthorizationFlow, createPerson, createRelyingParty, PASSWORD, type TestPerson } from '../support/people.js';
import { describeWithRedis, TestRedis } from '../support/redis.js';
import { hiddenFields, TestBrowser } from '../support/test-browser.js';

const METRICS = 'Zk3vQ8rTn5Wc1Xs7Yp2Lm9Jd4Hb6Gf0Ae';

/** How many of so many requests are admitted. */
async function admitted(count: number, request: () => Promise<Answer>): Promise<number> {
  const answers = await Promise.all(Array.from({ length: count }, request));
  return answers.filter(({ status }) => status !== 429).length;
}

const logged = (gatehouse: TestGatehouse, event: string) =>
  gatehouse.logLines.filter((line) => line.includes(`"event":"${event}"`) || line.includes(`"msg":"${event}"`));

const limitsOf = async (gatehouse: TestGatehouse): Promise<[number, string]> => {
  const { status, body } = await gatehouse.request('GET', '/health/ready');
  return [status, body.limits as string];
};

describeWithRedis('two replicas with one Redis', () => {
  let redis: TestRedis;
  let gatehouse: TestGatehouse | undefined;
  beforeAll(async () => void (redis = await TestRedis.start()));
  afterEach(async () => {
    await gatehouse?.stop();
    await redis.command('FLUSHALL');
  });
  afterAll(() => redis.remove());

  const start = async (limits: Record<string, string>, url = redis.url): Promise<TestGatehouse> =>
    (gatehouse = await TestGatehouse.start({ REDIS_URL: url, ...limits }, undefined, 2));

  it('admit one burst of an address between them, and then what its rate allows', async () => {
    const running = await start({ LIMIT_TOKEN: '10/3000' });
    const ask = () => running.token({ grant_type: 'client_credentials' }, { id: 'nobody', secret: 'x' });
    expect(await admitted(25, ask)).toBe(10);
    expect(running.turns!.served.slice(-25).map(({ replica }) => replica)).toContain(1);
    const refused = await ask();
    expect([refused.status, refused.body.error]).toEqual([429, 'temporarily_unavailable']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(200);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(300);
  });

  it('admit who waited as told: a refused request costs nothing anywhere', async () => {
    const running = await start({ LIMIT_TOKEN: '2/2' });
    const ask = () => running.token({ grant_type: 'client_credentials' }, { id: 'nobody', secret: 'x' });
    expect(await admitted(12, ask)).toBe(2);
    const wait = Number((await ask()).headers.get('retry-after')) * 1000;
    await new Promise((resolve) => setTimeout(resolve, wait));
    running.clock.advance(wait);
    expect((await ask()).status).toBe(401);
  });

  it('count by the clock of Redis: that of a replica may be wrong', async () => {
    const running = await start({ LIMIT_TOKEN: '4/3000' });
    const ask = () => running.token({ grant_type: 'client_credentials' }, { id: 'nobody', secret: 'x' });
    expect(await admitted(6, ask)).toBe(4);
    running.clock.advance(3_000_000);
    expect(await admitted(6, ask)).toBe(0);
  });

  it('admit who waited as told when the clock of Redis was put back, or the limit made smaller', async () => {
    const running = await start({ LIMIT_TOKEN: '4/4' });
    const ask = () => running.token({ grant_type: 'client_credentials' }, { id: 'nobody', secret: 'x' });
    await ask();
    const keys = (await redis.command('KEYS', 'gatehouse:limit:LIMIT_TOKEN:*')) as string[];
    // Written an hour from now, as before the clock was put back.
    const ahead = (Date.now() / 1000 - 1_735_689_600 + 3600) * 1_000_000;
    await redis.command('SET', keys[0]!, ahead.toFixed(3), 'PX', '3600000');
    const refused = await ask();
    const wait = Number(refused.headers.get('retry-after')) * 1000;
    expect([refused.status, wait]).toEqual([429, 1000]);
    await new Promise((resolve) => setTimeout(resolve, wait));
    running.clock.advance(wait);
    expect((await ask()).status).toBe(401);
    expect(Number(await redis.command('PTTL', keys[0]!))).toBeLessThanOrEqual(4001);
  });

  it('count one client together, whichever replica it asks', async () => {
    const running = await start({ LIMIT_TOKEN_CLIENT: '5/3000' });
    const agent = await running.agent();
    const ask = () => running.token({ grant_type: 'client_credentials', scope: 'mcp' }, agent);
    expect(await admitted(14, ask)).toBe(5);
    const other = await running.agent();
    expect((await running.token({ grant_type: 'client_credentials', scope: 'mcp' }, other)).status).toBe(200);
  });

  it('leave nothing in Redis that says who asked, and nothing for longer than it is of use', async () => {
    const running = await start({ LIMIT_TOKEN: '10/20' });
    await running.token({ grant_type: 'client_credentials' }, { id: 'nobody', secret: 'x' });
    const keys = (await redis.command('KEYS', '*')) as string[];
    const [key] = keys.filter((one) => one.startsWith('gatehouse:limit:LIMIT_TOKEN:'));
    expect(key).toMatch(/^gatehouse:limit:LIMIT_TOKEN:[\w-]{43}$/);
    expect(Number(await redis.command('PTTL', key!))).toBeLessThanOrEqual(2001);
    for (const one of keys) expect(Number(await redis.command('PTTL', one))).not.toBe(-1);
  });

  it('do not go to Redis for public documents', async () => {
    const running = await start({ LIMIT_PUBLIC: '3/3000' });
    expect(await admitted(10, () => running.request('GET', '/oauth/jwks'))).toBe(6);
    expect(((await redis.command('KEYS', '*')) as string[]).join()).not.toContain('LIMIT_PUBLIC');
  });

  it('go on when Redis has forgotten the script', async () => {
    const running = await start({ LIMIT_TOKEN: '4/3000' });
    await redis.command('SCRIPT', 'FLUSH');
    const ask = () => running.token({ grant_type: 'client_credentials' }, { id: 'nobody', secret: 'x' });
    expect(await admitted(9, ask)).toBe(4);
    expect(await limitsOf(running)).toEqual([200, 'shared']);
    expect(logged(running, 'limits.shared_away')).toEqual([]);
  });

  it('ask as a user of its own, in a database of its own', async () => {
    await redis.command(
      'ACL',
      'SETUSER',
      'gate',
      'on',
      '>p@ss/word',
      '~gatehouse:*',
      '+get',
      '+set',
      '+time',
      '+evalsha',
      '+eval',
      '+select',
    );
    const url = `redis://gate:${encodeURIComponent('p@ss/word')}@127.0.0.1:${redis.port}/3`;
    const running = await start({ LIMIT_TOKEN: '4/3000' }, url);
    expect(await limitsOf(running)).toEqual([200, 'shared']);
    await running.token({ grant_type: 'client_credentials' }, { id: 'nobody', secret: 'x' });
    expect(await redis.command('KEYS', '*')).toEqual([]);
  });

  it('start without it when the password is wrong, and say so without the password', async () => {
    await redis.command('ACL', 'SETUSER', 'gate', 'on', '>p@ss/word', '~gatehouse:*', '+@all');
    const running = await start({}, `redis://gate:not-the-password@127.0.0.1:${redis.port}`);
    expect(await limitsOf(running)).toEqual([200, 'own']);
    // One line of each replica.
    expect(logged(running, 'limits.shared_away')).toHaveLength(2);
    expect(running.logLines.join('')).toContain('WRONGPASS');
    expect(running.logLines.join('')).not.toContain('not-the-password');
    expect((await running.agent()).id).toEqual(expect.any(String));
  });
});

describeWithRedis('while Redis is away', () => {
  let redis: TestRedis;
  let gatehouse: TestGatehouse;
  let person: TestPerson;
  let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
  beforeAll(async () => {
    redis = await TestRedis.start();
    gatehouse = await TestGatehouse.start({ REDIS_URL: redis.url, METRICS_TOKEN: METRICS }, undefined, 2);
    person = await createPerson(gatehouse);
    agent = await gatehouse.agent();
  });
  beforeEach(() => void gatehouse.logLines.splice(0));
  afterAll(async () => {
    redis.signal('SIGCONT');
    await gatehouse.stop();
    await redis.remove();
  });

  const token = () => gatehouse.token({ grant_type: 'client_credentials', scope: 'mcp' }, agent);
  const away = (state: 'shared' | 'own') =>
    eventually(
      async () => (await Promise.all([1, 2].map(() => limitsOf(gatehouse)))).every(([, limits]) => limits === state),
      `limits are ${state}`,
    );
  const signIn = async (): Promise<Answer> => {
    const browser = new TestBrowser(gatehouse.url);
    const page = await browser.get('/sign-in');
    return browser.post('/sign-in', { ...hiddenFields(page), email: person.email, password: PASSWORD });
  };

  const ways: [string, { leave: () => Promise<unknown>; back: () => Promise<unknown> }][] = [
    ['it was killed', { leave: () => redis.kill(), back: () => redis.run() }],
    [
      'it hangs',
      {
        leave: () => Promise.resolve(redis.signal('SIGSTOP')),
        back: () => Promise.resolve(redis.signal('SIGCONT')),
      },
    ],
    [
      'it has become a replica that is read-only',
      {
        leave: () => redis.command('REPLICAOF', '127.0.0.1', '1'),
        back: () => redis.command('REPLICAOF', 'NO', 'ONE'),
      },
    ],
    [
      'it has no memory left',
      {
        leave: () => redis.command('CONFIG', 'SET', 'maxmemory', '1'),
        back: () => redis.command('CONFIG', 'SET', 'maxmemory', '0'),
      },
    ],
  ];
  it.each(ways)('since %s: nobody signs in, and tokens are made', async (_why, { leave, back }) => {
    await away('shared');
    await leave();
    const refused = await signIn();
    const also = await signIn();
    for (const answer of [refused, also]) {
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
      expect(answer.headers.get('content-type')).toContain('text/html');
      expect(answer.text).toContain('Signing in is not possible at the moment');
    }
    // Not only one replica has noticed.
    expect((await Promise.all(Array.from({ length: 20 }, token))).map(({ status }) => status)).toEqual(
      Array(20).fill(200),
    );
    await away('own');
    expect(await limitsOf(gatehouse)).toEqual([200, 'own']);
    await back();
    await away('shared');
    expect(logged(gatehouse, 'limits.shared_away')).toHaveLength(2);
    expect(logged(gatehouse, 'limits.shared_back')).toHaveLength(2);
    expect(gatehouse.errors()).toBe('');
    const admittedNow = await signIn();
    expect([admittedNow.status, admittedNow.headers.get('location')]).toEqual([303, '/account']);
  });

  it('nothing is burned: no attempt is counted, and the request for a code goes on', async () => {
    await away('shared');
    const flow = new AuthorizationFlow(gatehouse, await createRelyingParty(gatehouse));
    const begun = await flow.begin();
    const path = begun.headers.get('location')!;
    const page = await flow.browser.get(path);
    const counted = await gatehouse.sql('SELECT * FROM sign_in_failures');
    await redis.kill();
    for (let attempt = 0; attempt < 8; attempt++) {
      const action = /action="([^"]+)"/.exec(page.text)![1]!.replaceAll('&amp;', '&');
      const answer = await flow.browser.post(action, { ...hiddenFields(page), email: person.email, password: 'wrong' });
      expect(answer.status).toBe(503);
    }
    expect(await gatehouse.sql('SELECT * FROM sign_in_failures')).toEqual(counted);
    await redis.run();
    await away('shared');
    expect((await flow.browser.get(path)).status).toBe(200);
    expect((await signIn()).status).toBe(303);
  });

  it('a metric says so, and one caller’s limits hold here by themselves', async () => {
    const read = async () =>
      (await gatehouse.request('GET', '/metrics', { headers: { authorization: `Bearer ${METRICS}` } })).text;
    await away('shared');
    expect(await read()).toMatch(/^gatehouse_limits_shared 1$/m);
    await redis.kill();
    await token();
    await token();
    await away('own');
    expect(await read()).toMatch(/^gatehouse_limits_shared 0$/m);
    await redis.run();
    await away('shared');
  });
});

describeWithRedis('limits when Redis comes back with nothing in it', () => {
  it('still refuse whom one replica by itself has admitted too often', async () => {
    const redis = await TestRedis.start();
    const gatehouse = await TestGatehouse.start({ REDIS_URL: redis.url, LIMIT_TOKEN: '5/3000' }, undefined, 1);
    const ask = () => gatehouse.token({ grant_type: 'client_credentials' }, { id: 'nobody', secret: 'x' });
    expect(await admitted(8, ask)).toBe(5);
    await redis.kill();
    expect(await admitted(8, ask)).toBe(0);
    await redis.run();
    await eventually(async () => (await limitsOf(gatehouse))[1] === 'shared', 'shared again');
    expect(await admitted(8, ask)).toBe(0);
    await gatehouse.stop();
    await redis.remove();
  });
});
