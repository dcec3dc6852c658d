import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientClaims, JWT_BEARER, Signer } from '../support/assertions.js';
import { BuiltProgram } from '../support/built-program.js';
import { CertifiedSettings, tlsRequest } from '../support/certificates.js';
import { eventually, gated, METRICS_TOKEN, rpc } from '../support/gated.js';
import { basicHeader, cloneDatabase, type TestGatehouse } from '../support/gatehouse.js';
import { isAlive } from '../support/is-alive.js';
import { AuthorizationFlow, createPerson, createRelyingParty } from '../support/people.js';
import { RecordingUpstream } from '../support/recording-upstream.js';
import { TestCluster } from '../support/test-cluster.js';
import { testSecrets } from '../support/test-secrets.js';

const CLUSTER = { timeout: 120_000 };

let program: BuiltProgram;
let folder: string;
beforeAll(async () => {
  program = await BuiltProgram.make();
  // Traversable for the uid that the database runs as when this runs as root.
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-cluster-'));
});
afterAll(async () => {
  // A test that failed may have left one that runs.
  for (const name of readdirSync(folder)) {
    const left = postmaster(name);
    if (left !== null && isAlive(left)) process.kill(left, 'SIGINT');
    await eventually(() => !isOpen(name), 'the database ends');
  }
  rmSync(folder, { recursive: true, force: true });
  program.remove();
});

const twenty = <T>(work: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: 20 }, work));

/** A request on a connection of its own, which any worker may get. */
const alone = { connection: 'close' };

const TOKENS = 'gatehouse_tokens_issued_total{binding="bearer",grant_type="client_credentials"}';

/** A number of `/metrics`, by default how many tokens were issued, as whichever worker tells. */
async function measured(gatehouse: TestGatehouse, name = TOKENS): Promise<number> {
  const headers = { authorization: `Bearer ${METRICS_TOKEN}`, ...alone };
  const { status, text } = await gatehouse.request('GET', '/metrics', { headers });
  expect(status).toBe(200);
  const found = text.split('\n').find((line) => line.startsWith(`${name} `));
  return Number(found?.slice(name.length) ?? 0);
}

async function issue(gatehouse: TestGatehouse, agent: { id: string; secret: string }): Promise<number> {
  const headers = {
    authorization: basicHeader(agent.id, agent.secret),
    'content-type': 'application/x-www-form-urlencoded',
    ...alone,
  };
  const body = 'grant_type=client_credentials&scope=mcp';
  return (await gatehouse.request('POST', '/oauth/token', { headers, body })).status;
}

/** The process of an embedded database, while it runs. */
const postmaster = (name: string): number | null => {
  const file = join(folder, name, 'postgres/postmaster.pid');
  return existsSync(file) ? parseInt(readFileSync(file, 'utf8'), 10) : null;
};
const isOpen = (name: string): boolean => postmaster(name) !== null;

describe('npm run cluster -- 2', CLUSTER, () => {
  let cluster: TestCluster;
  let gatehouse: TestGatehouse;
  let certified: CertifiedSettings;
  let database: Awaited<ReturnType<typeof cloneDatabase>>;
  let agent: Awaited<ReturnType<TestGatehouse['agent']>>;
  beforeAll(async () => {
    database = await cloneDatabase('gatehouse_test_keyed');
    certified = await CertifiedSettings.make();
    cluster = await TestCluster.start(program, ['2'], {
      DATABASE_URL: database.serviceUrl,
      MIGRATION_DATABASE_URL: database.ownerUrl,
      DATABASE_POOL: '5',
      DATA_DIR: join(folder, 'external'),
      ...testSecrets,
      ...certified.environment,
    });
    gatehouse = cluster.gatehouse;
    await cluster.until(() => cluster.said.includes('Gatehouse listens on'), 'the welcome');
    agent = await gatehouse.agent();
  }, 120_000);
  afterAll(async () => {
    await cluster.remove();
    certified.remove();
    await database.drop();
  });

  it('two workers answer at one port, and each line of theirs says whose it is', async () => {
    const wrong = { id: agent.id, secret: 'wrong' };
    for (const status of await twenty(() => issue(gatehouse, wrong))) expect(status).toBe(401);
    const refused = cluster.logged('token.refused').map(({ worker }) => worker as number);
    expect(refused).toHaveLength(20);
    expect(new Set(refused)).toEqual(new Set(cluster.workers().keys()));
    expect(new Set(refused).size).toBe(2);
  });

  it('at the port of client certificates, too', async () => {
    const url = `https://localhost:${certified.environment['MTLS_PORT']}/oauth/token`;
    const question = {
      method: 'POST',
      headers: { authorization: basicHeader(agent.id, 'wrong'), 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
      ca: certified.serverAuthority,
    };
    const before = cluster.logged('token.refused').length;
    const answers = await twenty(() => tlsRequest(url, question));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(401));
    const refused = cluster.logged('token.refused').slice(before);
    expect(new Set(refused.map(({ worker }) => worker as number)).size).toBe(2);
  });

  it('the welcome is said once', () => {
    expect(cluster.said.split('Gatehouse listens on')).toHaveLength(2);
    expect(cluster.said).toContain('Admin client: root-cli, with the secret in BOOTSTRAP_CLIENT_SECRET');
  });

  it('a code is redeemed once, and a refresh token has one successor', async () => {
    const person = await createPerson(gatehouse);
    const flow = new AuthorizationFlow(gatehouse, await createRelyingParty(gatehouse));
    const code = await flow.code(person, { scope: 'openid user offline_access' });
    const redeemed = await twenty(() => flow.redeem(code));
    expect(redeemed.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(400)]);

    const other = new AuthorizationFlow(
      gatehouse,
      await createRelyingParty(gatehouse, { token_endpoint_auth_method: 'none' }),
    );
    const { refresh_token: first } = await other.tokens(person, { scope: 'openid user offline_access' });
    const refreshed = await twenty(() => other.refresh(first as string));
    expect(refreshed.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(new Set(refreshed.map(({ body }) => body.refresh_token as string)).size).toBe(1);
  });

  it('an assertion is good once', async () => {
    const signer = await Signer.create();
    const { id } = await gatehouse.agent({
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [signer.publicJwk] },
    });
    const form = {
      grant_type: 'client_credentials',
      client_assertion_type: JWT_BEARER,
      client_assertion: await signer.sign(clientClaims(id, gatehouse.settings.PUBLIC_URL)),
    };
    const answers = await twenty(() => gatehouse.token(form));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(401)]);
  });

  it('metrics are those of both, whichever is asked', async () => {
    const before = await measured(gatehouse);
    for (const status of await twenty(() => issue(gatehouse, agent))) expect(status).toBe(200);
    for (const after of await twenty(() => measured(gatehouse))) expect(after).toBe(before + 20);
  });

  it('a server that both workers reach is up once', async () => {
    const upstream = await RecordingUpstream.start();
    const calls = await gated(gatehouse, agent, { url: upstream.url });
    const answers = await twenty(() => calls.send(undefined, alone));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    await upstream.stop();
    const up = `gatehouse_upstream_up{kind="mcp",server="${calls.path.split('/').at(-1)}"}`;
    expect(await twenty(() => measured(gatehouse, up))).toEqual(Array(20).fill(1));
  });

  it('another follows one that was killed, it is said, and no count falls', async () => {
    const before = await measured(gatehouse);
    const [[number, pid], [other]] = [...cluster.workers()] as [[number, number], [number, number]];
    process.kill(pid, 'SIGKILL');
    await cluster.listening(6);
    expect(cluster.logged('cluster.worker_ended')).toMatchObject([
      { level: 'warn', worker: number, pid, code: null, signal: 'SIGKILL' },
    ]);
    expect([...cluster.workers().keys()]).toEqual([other, 3]);
    for (const status of await twenty(() => issue(gatehouse, agent))) expect(status).toBe(200);
    expect(await measured(gatehouse)).toBe(before + 20);
    expect(cluster.said.split('Gatehouse listens on')).toHaveLength(2);
  });

  it('one that is told to stop by itself ends in order, and another follows it', async () => {
    const [number, pid] = [...cluster.workers()][0]!;
    process.kill(pid, 'SIGTERM');
    await cluster.listening(8);
    expect(cluster.logged('cluster.worker_ended').at(-1)).toMatchObject({ worker: number, code: 0, signal: null });
    for (const status of await twenty(() => issue(gatehouse, agent))) expect(status).toBe(200);
  });

  it('a worker that hangs keeps nobody from reading metrics, and is not left behind by a second signal', async () => {
    const before = await measured(gatehouse);
    const [pid, other] = [...cluster.workers().values()] as [number, number];
    process.kill(pid, 'SIGSTOP');
    // A connection that it was handed is lost with it; of the others none is given to it any more.
    const read = () =>
      Promise.race([
        measured(gatehouse).catch(() => undefined),
        new Promise<undefined>((resolve) => setTimeout(resolve, 3_000)),
      ]);
    await cluster.until(async () => (await read()) === before, 'the metrics of both');
    expect(cluster.logged('cluster.metrics_late').length).toBeGreaterThan(0);
    cluster.signal('SIGTERM');
    await eventually(() => !isAlive(other), 'the other one ends');
    expect(isAlive(pid)).toBe(true);
    // Sooner it would be taken for the same one.
    await new Promise((resolve) => setTimeout(resolve, 500));
    cluster.signal('SIGTERM');
    expect(await cluster.ended()).toBe(130);
    expect(isAlive(pid)).toBe(false);
  });
});

describe('on the embedded database', CLUSTER, () => {
  let cluster: TestCluster;
  let upstream: RecordingUpstream;
  const start = (count = '2') => TestCluster.start(program, [count], { DATA_DIR: join(folder, 'data') });
  beforeAll(async () => {
    upstream = await RecordingUpstream.start();
  });
  afterAll(async () => {
    await cluster.remove();
    await upstream.stop();
  });

  it('SIGTERM, also to all processes at once, lets requests end, and then the database', async () => {
    cluster = await start();
    await cluster.listening(2);
    expect(cluster.logged('database.migrated')).toHaveLength(1);
    const agent = await cluster.gatehouse.agent();
    const calls = await gated(cluster.gatehouse, agent, { url: upstream.url });
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    upstream.answer = (_request, response) =>
      void released.then(() => {
        response.setHeader('content-type', 'application/json');
        response.end('{"jsonrpc":"2.0","id":1,"result":{"content":[]}}');
      });
    const socket = connect(cluster.gatehouse.settings.PORT, 'localhost').setEncoding('utf8');
    let answered = '';
    socket.on('data', (text: string) => (answered += text));
    const write = (method: string, path: string, headers: Record<string, string>, body = '') => {
      const all = { host: `localhost:${cluster.gatehouse.settings.PORT}`, 'content-length': body.length, ...headers };
      const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
    };
    write('POST', calls.path, calls.headers, rpc('tools/call', { name: 'slow' }));
    await eventually(() => upstream.received.length === 1, 'the call is under way');

    const [database, workers] = [postmaster('data')!, [...cluster.workers().values()]];
    expect(isAlive(database)).toBe(true);
    // From a service manager, and from whoever started it, such as npm: it is one, and no haste.
    for (const pid of [cluster.pid, ...workers, cluster.pid, ...workers]) process.kill(pid, 'SIGTERM');
    await cluster.until(() => cluster.logged('stopping').length === 3, 'all are told');
    write('GET', '/health/ready', {});
    await expect(fetch(cluster.gatehouse.url)).rejects.toThrow();
    expect(workers.filter(isAlive).length).toBeGreaterThan(0);
    release();
    await once(socket, 'close');
    expect(answered).toMatch(
      /^HTTP\/1\.1 200 OK\r\n[^]*"result":\{"content":\[\]\}[^]*HTTP\/1\.1 503 [^]*Shutting down/,
    );
    expect(await cluster.ended()).toBe(0);
    expect(cluster.logLines.at(-1)).toContain('"event":"stopped"');
    expect([database, ...workers].filter(isAlive)).toEqual([]);
    expect(isOpen('data')).toBe(false);
  });

  it('workers end with a primary that was killed, and the next start goes on', async () => {
    cluster = await start();
    await cluster.listening(2);
    const workers = [...cluster.workers().values()];
    expect(workers).toHaveLength(2);
    cluster.signal('SIGKILL');
    expect(await cluster.ended()).toBe('SIGKILL');
    await eventually(() => workers.filter(isAlive).length === 0, 'the workers end');
    expect(
      cluster
        .logged('cluster.primary_gone')
        .map(({ worker }) => worker as number)
        .sort(),
    ).toEqual([1, 2]);

    cluster = await start('1');
    await cluster.listening(1);
    expect((await cluster.gatehouse.request('GET', '/health/ready')).status).toBe(200);
    // As Ctrl-C does in a terminal.
    for (const pid of [cluster.pid, ...cluster.workers().values()]) process.kill(pid, 'SIGINT');
    expect(await cluster.ended()).toBe(0);
    expect(isOpen('data')).toBe(false);
  });
});

describe.concurrent('what cannot go on', CLUSTER, () => {
  const running: TestCluster[] = [];
  afterAll(async () => {
    for (const cluster of running) await cluster.remove();
  });
  const start = async (name: string, more: Record<string, string> = {}): Promise<TestCluster> => {
    const cluster = await TestCluster.start(program, ['2'], { DATA_DIR: join(folder, name), ...more });
    running.push(cluster);
    return cluster;
  };

  it('a worker that hangs is killed when the time is over, which is no good end', async () => {
    const cluster = await start('hangs', { DRAIN_SECONDS: '0' });
    await cluster.listening(2);
    const [hanging] = [...cluster.workers().values()] as [number];
    process.kill(hanging, 'SIGSTOP');
    cluster.signal('SIGTERM');
    expect(await cluster.ended()).toBe(1);
    expect(cluster.logged('cluster.worker_hangs')).toMatchObject([{ worker: 1 }]);
    expect(cluster.said).toContain('were killed.');
    expect(isAlive(hanging)).toBe(false);
    expect(isOpen('hangs')).toBe(false);
  });

  it('workers that end at their start again and again end the whole, and it says so', async () => {
    const cluster = await start('damaged');
    await cluster.listening(2);
    writeFileSync(join(folder, 'damaged/secrets/token-pepper'), 'damaged');
    process.kill([...cluster.workers().values()][0]!, 'SIGKILL');
    expect(await cluster.ended()).toBe(1);
    expect(cluster.said).toMatch(
      /\nGatehouse has ended\. 5 of its processes ended at their start, one after the other\. Their own lines say why\.\n$/,
    );
    expect(cluster.said).toContain('it holds no secret');
    // The one that was well has drained.
    expect(cluster.logged('stopped')).toEqual([expect.objectContaining({ worker: 2 })]);
    expect(isOpen('damaged')).toBe(false);
  });

  it('what could not start at all is not tried again', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as { port: number };
    const cluster = await start('taken', { PORT: String(port), HOST: '127.0.0.1' });
    expect(await cluster.ended()).toBe(1);
    squatter.close();
    expect(cluster.said).toMatch(
      /^Gatehouse did not start\. .*EADDRINUSE.* Set PORT to another one\.\nGatehouse has ended\. Its first process ended before it listened\./,
    );
    expect(cluster.logged('cluster.worker_started')).toHaveLength(1);
    expect(isOpen('taken')).toBe(false);
  });

  it.each([[[]], [['0']], [['x']], [['-1']], [['1.5']], [['129']], [['2', '3']], [['']]])(
    '%j is no number of processes',
    async (words) => {
      const cluster = await TestCluster.start(program, words, { DATA_DIR: join(folder, 'none') });
      expect(await cluster.ended()).toBe(2);
      expect(cluster.said).toBe('Usage: npm run cluster -- N, where N is how many processes, from 1 to 128.\n');
      expect(cluster.logLines).toEqual([]);
    },
  );

  it('a port that each worker would choose anew is refused', async () => {
    const cluster = await start('none', { PORT: '0' });
    expect(await cluster.ended()).toBe(1);
    expect(cluster.said).toBe(
      'Gatehouse did not start. Wrong settings:\n  - PORT: must not be 0 for several processes\n',
    );
  });
});
