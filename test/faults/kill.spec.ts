import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/open-database.js';
import { PinoLog } from '../../src/http/pino-log.js';
import { readSettings } from '../../src/settings/settings.js';
import { BuiltProgram } from '../support/built-program.js';
import { ForeignAuthorizationServer } from '../support/foreign-authorization-server.js';
import { callsOf, eventually, rpc } from '../support/gated.js';
import { basicHeader, freePort, TestGatehouse } from '../support/gatehouse.js';
import { RecordingUpstream } from '../support/recording-upstream.js';
import { testSecrets } from '../support/test-secrets.js';

let program: BuiltProgram;
let dataDir: string;
let port: number;
const running: ChildProcess[] = [];

beforeAll(async () => {
  program = await BuiltProgram.make();
  // Traversable for the uid that the database runs as when this runs as root.
  dataDir = join(mkdtempSync(join(tmpdir(), 'gatehouse-kill-')), 'data');
  port = await freePort();
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await sessions(() => Promise.resolve());
  rmSync(dirname(dataDir), { recursive: true, force: true });
  program.remove();
});

const environment = () => ({
  PATH: process.env['PATH'],
  PORT: String(port),
  DATA_DIR: dataDir,
  BOOTSTRAP_CLIENT_ID: 'root-cli',
  BOOTSTRAP_CLIENT_SECRET: 'a-secret-for-this-test-alone',
  CLIENT_SECRET_COST: '4',
  BRIDGE_DEVICES: '100',
});

async function start(): Promise<{ child: ChildProcess; output: () => string }> {
  const child = spawn(process.execPath, [program.path('src/main.js')], {
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  for (;;) {
    const ready = await fetch(`http://localhost:${port}/health/ready`).then(
      ({ status }) => status,
      () => 0,
    );
    if (ready === 200) return { child, output: () => text };
    if (child.exitCode !== null) throw new Error(`did not start:\n${text}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const gone = (child: ChildProcess) =>
  new Promise<number | null>((resolve) =>
    (child.exitCode ?? child.signalCode) !== null ? resolve(child.exitCode) : child.once('exit', resolve),
  );

async function token(): Promise<string | null> {
  try {
    const answer = await fetch(`http://localhost:${port}/oauth/token`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: basicHeader('root-cli', 'a-secret-for-this-test-alone'),
      },
      body: 'grant_type=client_credentials&scope=admin',
    });
    return answer.status === 200 ? ((await answer.json()) as { access_token: string }).access_token : null;
  } catch {
    // The process was killed under this request: it was not answered.
    return null;
  }
}

/** Looks into the embedded database as the service's role, starting it when it does not run. */
async function sessions<T>(look: (client: pg.Client) => Promise<T>): Promise<T> {
  const database = await openDatabase(readSettings(environment()), new PinoLog('silent'));
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return await look(client);
  } finally {
    await client.end();
    await database.close();
  }
}

/** How many codes were used, and what came of them. */
async function bridgeRows(
  client: pg.Client,
): Promise<Record<'used' | 'devices' | 'own' | 'hosts' | 'evidence', number>> {
  const { rows } = await client.query(
    `SELECT (SELECT count(*)::int FROM bridge_codes WHERE used_at IS NOT NULL) AS used,
            (SELECT count(*)::int FROM devices) AS devices,
            (SELECT count(*)::int FROM sessions s JOIN devices d ON d.session_id = s.id) AS own,
            (SELECT count(*)::int FROM sessions s JOIN devices d ON d.session_id = s.parent_id) AS hosts,
            (SELECT count(*)::int FROM audit_events WHERE kind = 'token.issued' AND client_id = 'bridge') AS evidence`,
  );
  return rows[0] as never;
}

const sidOf = (value: string) => JSON.parse(Buffer.from(value.split('.')[1]!, 'base64url').toString()).sid as string;

describe('the first start', () => {
  it('that cannot listen does not lose the secret of the administrator it made', async () => {
    const blocked = await freePort();
    const squatter = createServer().listen(blocked, '127.0.0.1');
    await once(squatter, 'listening');
    const folder = join(dirname(dataDir), 'blocked');
    const env = { PATH: process.env['PATH'], PORT: String(blocked), DATA_DIR: folder, CLIENT_SECRET_COST: '4' };
    const child = spawn(process.execPath, [program.path('src/main.js')], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    running.push(child);
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    expect(await gone(child)).toBe(1);
    squatter.close();
    expect(said).toMatch(/^Gatehouse did not start\. listen EADDRINUSE.* Set PORT to another one\.\n$/);
    const secret = readFileSync(join(folder, 'secrets', 'admin-client-secret'), 'utf8').trim();
    const again = spawn(process.execPath, [program.path('src/main.js')], { env, stdio: 'ignore' });
    running.push(again);
    let status = 0;
    while (status === 0) {
      const answer = await fetch(`http://localhost:${blocked}/oauth/token`, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          authorization: basicHeader('admin-cli', secret),
        },
        body: 'grant_type=client_credentials&scope=admin',
      }).catch(() => null);
      if (answer === null) await new Promise((resolve) => setTimeout(resolve, 50));
      else status = answer.status;
    }
    // The very first request that is answered at all finds the administrator there.
    expect(status).toBe(200);
    again.kill('SIGTERM');
    expect(await gone(again)).toBe(0);
  }, 60_000);
});

describe('kill -9', () => {
  it('during 200 concurrent token requests loses no session whose token was answered, and the next start goes on', async () => {
    const first = await start();
    expect(await token()).not.toBeNull();
    let answered = 0;
    const requests = Array.from({ length: 200 }, () =>
      token().then((value) => {
        // At the first answer: most of the others are waiting for a commit, or have just had it.
        if (value !== null && ++answered === 1) first.child.kill('SIGKILL');
        return value;
      }),
    );
    const tokens = (await Promise.all(requests)).filter((value) => value !== null);
    await gone(first.child);
    expect(tokens.length).toBeGreaterThanOrEqual(1);
    const second = await start();
    const found = await sessions(async (client) => {
      const { rows } = await client.query<{ id: string }>('SELECT id FROM sessions WHERE id = ANY($1)', [
        tokens.map(sidOf),
      ]);
      return rows.length;
    });
    expect(found).toBe(tokens.length);
    for (const value of tokens.slice(0, 3)) {
      const answer = await fetch(`http://localhost:${port}/api/v1/admin/users`, {
        headers: { authorization: `Bearer ${value}` },
      });
      expect(answer.status).toBe(200);
    }
    second.child.kill('SIGTERM');
    expect(await gone(second.child)).toBe(0);
  }, 60_000);

  it('between the redeem of a device’s code and its answer leaves nothing half done, and no code good twice', async () => {
    const admin = async (path: string, body: object): Promise<Record<string, string>> => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${await token()}` };
      const url = `http://localhost:${port}/api/v1/admin${path}`;
      return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json() as never;
    };
    const exchange = async (code: string): Promise<number | null> => {
      const headers = { 'content-type': 'application/json' };
      const url = `http://localhost:${port}/api/v1/bridge/exchange`;
      const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ code }) }).catch(() => null);
      return answer?.status ?? null;
    };
    const first = await start();
    const codes: string[] = [];
    for (const name of ['ada', 'grace', 'mary', 'joan', 'hedy']) {
      const { id } = await admin('/users', { email: `${name}@example.test`, name, roles: ['user'] });
      for (let count = 0; count < 10; count++) codes.push((await admin(`/users/${id}/bridge-codes`, {}))['code']!);
    }
    const before = await Promise.all(
      codes.map((code) =>
        exchange(code).then((status) => {
          if (status === 200) first.child.kill('SIGKILL');
          return status;
        }),
      ),
    );
    await gone(first.child);
    const half = await sessions(bridgeRows);
    const { used, devices, own, hosts, evidence } = half;
    expect([devices, own, hosts, evidence]).toEqual([used, used, used, used]);
    expect(used).toBeGreaterThanOrEqual(before.filter((status) => status === 200).length);

    const second = await start();
    const after = await Promise.all(codes.map(exchange));
    expect(after.filter((status) => status === 401)).toHaveLength(used);
    expect(after.filter((status) => status === 200)).toHaveLength(codes.length - used);
    expect(codes.filter((_, turn) => before[turn] === 200 && after[turn] === 200)).toEqual([]);
    second.child.kill('SIGTERM');
    expect(await gone(second.child)).toBe(0);
  }, 60_000);

  it('SIGTERM lets running requests end, then exits with 0, and no secret is printed', async () => {
    const { child, output } = await start();
    const requests = Array.from({ length: 50 }, () => token());
    await requests[0];
    child.kill('SIGTERM');
    const code = await gone(child);
    await Promise.all(requests);
    expect(code).toBe(0);
    expect(output()).toContain('"event":"stopped"');
    expect(output()).not.toContain('a-secret-for-this-test-alone');
  }, 60_000);
});

describe('killed while an authorization server has already replaced the refresh token that it was asked with', () => {
  const LIST = rpc('resources/list');
  let gatehouse: TestGatehouse;
  let server: ForeignAuthorizationServer;
  let upstream: RecordingUpstream;
  beforeAll(async () => {
    gatehouse = await TestGatehouse.start();
    server = await ForeignAuthorizationServer.start(gatehouse);
    upstream = await RecordingUpstream.start();
  });
  afterAll(async () => {
    await gatehouse.stop();
    await server.stop();
    await upstream.stop();
  });

  /** Another instance over the same database, as a process of its own. @returns its URL */
  async function another(gatehouse: TestGatehouse): Promise<{ url: string; child: ChildProcess }> {
    const port = String(await freePort());
    const child = spawn(process.execPath, [program.path('src/main.js')], {
      env: {
        PATH: process.env['PATH'],
        PORT: port,
        PUBLIC_URL: gatehouse.url,
        DATABASE_URL: gatehouse.serviceUrl,
        MIGRATION_DATABASE_URL: gatehouse.ownerUrl,
        ...testSecrets,
      },
      stdio: 'ignore',
    });
    running.push(child);
    const url = `http://localhost:${port}`;
    const isReady = () =>
      fetch(`${url}/health/ready`)
        .then(({ status }) => status === 200)
        .catch(() => false);
    await eventually(isReady, 'the other instance is ready');
    return { url, child };
  }

  it('the others go on with the session: they exchange anew, and nobody is left without', async () => {
    server.refreshes = true;
    // It is used up as soon as it came, by any clock.
    server.lifetime = 1;
    upstream.answer = (request, response) => {
      const isGood = server.holderOf(request.headers.authorization) !== null;
      response.writeHead(isGood ? 200 : 401, { 'content-type': 'application/json' });
      response.end('{"jsonrpc":"2.0","id":1,"result":{}}');
    };
    const made = await gatehouse.create('/upstreams', {
      name: 'bank',
      kind: 'mcp',
      url: upstream.url,
      credential: server.credential(),
    });
    const agent = await callsOf(gatehouse, await gatehouse.agent(), made);
    const { url: other, child } = await another(gatehouse);
    expect((await agent.send(LIST)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1_000));

    server.beforeAnswer = () => new Promise(() => undefined);
    const cut = fetch(other + agent.path, { method: 'POST', headers: agent.headers, body: LIST }).catch(
      () => 'cut off',
    );
    await eventually(() => server.requests.length === 2, 'the refresh token is spent');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await cut).toBe('cut off');

    server.beforeAnswer = () => Promise.resolve();
    server.lifetime = 3600;
    // Its turn is over.
    gatehouse.clock.advance(13_000);
    expect((await agent.send(LIST)).status).toBe(200);
    expect(server.grants()).toEqual(['token-exchange', 'refresh_token', 'refresh_token', 'token-exchange']);
    expect((await agent.send(LIST)).status).toBe(200);
    expect(server.requests).toHaveLength(4);
  });
});
