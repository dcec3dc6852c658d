/* A Redis that answers, and counts nothing. */
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { freePort, TestGatehouse } from '../support/gatehouse.js';
import { createPerson, PASSWORD } from '../support/people.js';
import { describeWithRedis, TestRedis } from '../support/redis.js';
import { hiddenFields, TestBrowser } from '../support/test-browser.js';

const ended: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

/** What listens where Redis should, and says the same to whatever it hears. */
async function saying(answer: string): Promise<string> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('data', () => socket.write(answer));
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  ended.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return `redis://127.0.0.1:${port}`;
}

async function started(settings: Record<string, string>): Promise<TestGatehouse> {
  const gatehouse = await TestGatehouse.start(settings);
  ended.push(() => gatehouse.stop());
  return gatehouse;
}

it.each([
  ['OK', '+OK\r\n'],
  ['nothing', '$-1\r\n'],
  ['a number', ':0\r\n'],
  ['an empty list', '*0\r\n'],
  ['a list of words', '*3\r\n$1\r\nx\r\n$3\r\nnan\r\n$3\r\ninf\r\n'],
  ['a count without times', '*1\r\n:0\r\n'],
  ['that it is loading', '-LOADING Redis is loading the dataset in memory\r\n'],
  ['what is no word of Redis', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
])('whoever answers %s does not count: nobody signs in, and tokens are made', async (_, answer) => {
  const gatehouse = await started({ REDIS_URL: await saying(answer) });
  const person = await createPerson(gatehouse);
  const browser = new TestBrowser(gatehouse.url);
  const page = await browser.get('/sign-in');
  const signIn = await browser.post('/sign-in', { ...hiddenFields(page), email: person.email, password: PASSWORD });
  expect(signIn.status).toBe(503);
  expect((await gatehouse.request('GET', '/health/ready')).body).toMatchObject({ limits: 'own' });
  const { id, secret } = await gatehouse.agent();
  expect(await gatehouse.accessToken(id, secret)).toEqual(expect.any(String));
});

describeWithRedis('a Redis that answers a look, and refuses to count', () => {
  it('is not connected to anew by every request, nor told of in the log', async () => {
    const redis = await TestRedis.start();
    ended.push(() => redis.remove());
    // As one of a cluster's, which has the key of the look and sends others elsewhere.
    await redis.command('ACL', 'SETUSER', 'gate', 'on', '>word', '~gatehouse:limit:look:*', '+@all');
    const connections = async () =>
      Number(/total_connections_received:(\d+)/.exec((await redis.command('INFO', 'stats')) as string)?.[1]);
    const gatehouse = await started({ REDIS_URL: `redis://gate:word@127.0.0.1:${redis.port}` });
    expect((await gatehouse.request('GET', '/health/ready')).body).toMatchObject({ limits: 'shared' });
    const [before, began] = [await connections(), performance.now()];
    for (let asked = 0; asked < 100; asked++) {
      await gatehouse.token({ grant_type: 'client_credentials' }, { id: 'nobody', secret: 'x' });
    }
    const seconds = Math.ceil((performance.now() - began) / 1000);
    // That of `connections` itself is one of them.
    expect((await connections()) - before).toBeLessThanOrEqual(seconds + 1);
    const told = gatehouse.logLines.filter((line) => line.includes('limits.shared_away'));
    expect(told.length).toBeLessThanOrEqual(seconds + 1);
  });
});
