import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BuiltProgram } from '../support/built-program.js';
import { freePort } from '../support/gatehouse.js';
import { testSecrets } from '../support/test-secrets.js';
import { bash, blockOf, commandsOf } from './shell-commands.js';

const PAGE = 'docs/operate.md';
// Of the machine, because the embedded PostgreSQL comes without the programs that dump and restore.
const VERSIONS = '/usr/lib/postgresql';
const version = existsSync(VERSIONS) ? readdirSync(VERSIONS).sort().at(-1) : undefined;
const bin = join(VERSIONS, version ?? '', 'bin');
const secret = 'first secret: only for this test';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-backup-'));
const running: ChildProcess[] = [];
let program: BuiltProgram;
beforeAll(async () => {
  program = await BuiltProgram.make();
});
afterAll(async () => {
  for (const child of running.reverse()) if (child.exitCode === null) await stopped(child);
  rmSync(folder, { recursive: true, force: true });
  program.remove();
});

async function stopped(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** PostgreSQL does not run as root. */
async function unprivileged(): Promise<{ uid?: number; gid?: number }> {
  if (userInfo().uid !== 0) return {};
  const ids = await bash('id -u postgres; id -g postgres', {});
  const [uid = 0, gid = 0] = ids.trim().split('\n').map(Number);
  chownSync(folder, uid, gid);
  return { uid, gid };
}

/** A server of the machine's PostgreSQL, whose superuser is `root`. @returns its port */
async function startPostgres(): Promise<number> {
  const [as, port, data] = [await unprivileged(), await freePort(), join(folder, 'postgres')];
  await promisify(execFile)(join(bin, 'initdb'), ['-D', data, '-U', 'root', '-A', 'trust', '-N'], {
    ...as,
    cwd: folder,
  });
  const options = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-F'];
  running.push(spawn(join(bin, 'postgres'), options, { ...as, cwd: folder, stdio: 'ignore' }));
  for (;;) {
    const client = new pg.Client(`postgres://root@127.0.0.1:${port}/postgres`);
    try {
      await client.connect();
      await client.end();
      return port;
    } catch {
      await sleep(100);
    }
  }
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Gatehouse on a database of that server, as an operator starts it. */
async function startGatehouse(url: (role: string) => string) {
  const port = await freePort();
  const child = spawn(process.execPath, [program.path('src/main.js')], {
    cwd: folder,
    env: {
      ...{ PATH: process.env['PATH'], PORT: String(port), DATA_DIR: join(folder, 'data'), ...testSecrets },
      ...{ DATABASE_URL: url('gatehouse'), MIGRATION_DATABASE_URL: url('gatehouse_owner') },
      ...{ BOOTSTRAP_CLIENT_SECRET: secret, CLIENT_SECRET_COST: '4' },
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  running.push(child);
  for (let said = ''; !said.includes('Try:');) said += String((await once(child.stderr, 'data'))[0]);
  const base = `http://localhost:${port}`;
  const basic = Buffer.from(`admin-cli:${encodeURIComponent(secret)}`).toString('base64');
  const answer = await fetch(`${base}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'admin' }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const get = async (path: string, body?: object): Promise<string> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const init = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) };
    return (await fetch(base + path, init)).text();
  };
  return { child, get };
}

it.skipIf(version === undefined)(
  'what was dumped as the page says is a whole Gatehouse again',
  { timeout: 120_000 },
  async () => {
    const port = await startPostgres();
    const url = (database: string) => (role: string) => `postgres://${role}@127.0.0.1:${port}/${database}`;
    for (const statement of blockOf(PAGE, 'PostgreSQL', 'sql').trim().split('\n'))
      await query(url('postgres')('root'), statement);
    const before = await startGatehouse(url('gatehouse'));
    expect(
      await before.get('/api/v1/admin/users', { email: 'ada@example.com', name: 'Ada', roles: ['user'] }),
    ).toContain('"id"');
    const keys = await before.get('/oauth/jwks');
    await stopped(before.child);

    const [dump = '', restore = '', ...more] = commandsOf(PAGE, 'Backup and restore');
    expect(more).toEqual([]);
    await query(url('postgres')('root'), 'CREATE DATABASE restored OWNER gatehouse_owner');
    const values = {
      MIGRATION_DATABASE_URL: url('gatehouse')('gatehouse_owner'),
      RESTORED_URL: url('restored')('gatehouse_owner'),
    };
    for (const command of [dump, restore]) await bash(`PATH=${bin}:$PATH\n${command}`, values, folder);

    const after = await startGatehouse(url('restored'));
    expect(await after.get('/api/v1/admin/users')).toContain('ada@example.com');
    expect(JSON.parse(await after.get('/oauth/jwks'))).toEqual(JSON.parse(keys));
    expect(
      await query(
        url('restored')('gatehouse'),
        "SELECT count(*) > 0 AS kept FROM audit_events WHERE kind = 'user.created'",
      ),
    ).toEqual([{ kept: true }]);
    await expect(query(url('restored')('gatehouse'), 'DELETE FROM audit_events')).rejects.toThrow('permission denied');
  },
);
