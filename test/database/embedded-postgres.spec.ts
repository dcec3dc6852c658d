import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import ts from 'typescript';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/database/embedded-postgres.js';

const project = fileURLToPath(new URL('../..', import.meta.url));
const root = process.getuid?.() === 0;
/** A uid that no user database knows. */
const NAMELESS = 54_321;
const NOBODY = 65_534;

let compiled: string;
let place: string;
let dataDir: string;
const open: { stop(): Promise<void> }[] = [];
const lines: string[] = [];

/** Another Gatehouse process on the same data directory. It leaves the database when its stdin says so. */
class Neighbour {
  readonly output: string[] = [];
  serviceUrl = '';
  ownerUrl = '';
  private constructor(readonly child: ChildProcess) {}

  /** Spawned, not yet ready. */
  static spawn(directory: string, options: { uid?: number; arch?: string } = {}): Neighbour {
    const { uid, arch } = options;
    const args = [join(compiled, 'neighbour.js'), directory, ...(arch ? [arch] : [])];
    const child = spawn(process.execPath, args, { uid, gid: uid, cwd: '/', stdio: ['pipe', 'pipe', 'pipe'] });
    const neighbour = new Neighbour(child);
    const hear = (chunk: Buffer) => neighbour.output.push(...chunk.toString().split('\n').filter(Boolean));
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    open.push({ stop: () => neighbour.leave() });
    return neighbour;
  }

  static async start(directory: string, options: { uid?: number } = {}): Promise<Neighbour> {
    return Neighbour.spawn(directory, options).ready();
  }

  async ready(): Promise<Neighbour> {
    const line = await this.hears('ready ');
    Object.assign(this, JSON.parse(line.slice('ready '.length)));
    return this;
  }

  async hears(start: string): Promise<string> {
    return until(() => {
      const line = this.output.find((one) => one.startsWith(start));
      if (!line && this.ended) throw new Error(`neighbour ended: ${this.output.join('\n')}`);
      return line;
    });
  }

  get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  async leave(): Promise<void> {
    if (!this.ended) this.child.stdin?.write('leave\n');
    await until(() => this.ended);
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await until(() => this.ended);
  }
}

const NEIGHBOUR = `
import { startEmbeddedPostgres } from './embedded-postgres.js';
if (process.argv[3]) Object.defineProperty(process, 'arch', { value: process.argv[3] });
const log = (line) => console.log('log ' + line);
const { serviceUrl, ownerUrl, stop } = await startEmbeddedPostgres({ dataDir: process.argv[2], log });
console.log('ready ' + JSON.stringify({ serviceUrl, ownerUrl }));
process.stdin.once('data', () => stop().then(() => process.exit(0)));
`;

/** What the neighbours run: they are plain node processes and cannot read TypeScript. */
function compile(): string {
  const target = join(project, 'node_modules', '.cache', `embedded-postgres-spec-${process.pid}`);
  mkdirSync(target, { recursive: true, mode: 0o755 });
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 };
  const source = join(project, 'src', 'database');
  for (const name of readdirSync(source).filter((one) => /^embedded-.*\.ts$/.test(one))) {
    const { outputText } = ts.transpileModule(readFileSync(join(source, name), 'utf8'), { compilerOptions: options });
    writeFileSync(join(target, name.replace(/\.ts$/, '.js')), outputText);
  }
  writeFileSync(join(target, 'neighbour.js'), NEIGHBOUR);
  writeFileSync(join(target, 'package.json'), '{ "type": "module" }');
  return target;
}

async function until<T>(look: () => T | Promise<T>, patienceMs = 15_000): Promise<NonNullable<T>> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > deadline) throw new Error('waited in vain');
    await sleep(10);
  }
}

async function start(directory = dataDir): Promise<EmbeddedPostgres> {
  const database = await startEmbeddedPostgres({ dataDir: directory, log: (line) => lines.push(line) });
  open.push(database);
  return database;
}

async function query<T extends object>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

function postmasterPid(directory = dataDir): number {
  return Number(readFileSync(join(directory, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** A zombie is not running: an orphan stays one where the machine's first process does not collect it. */
function isRunning(pid: number): boolean {
  try {
    if (process.platform !== 'linux') return process.kill(pid, 0);
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

/** A new directory that the user `uid` owns. */
function directoryOf(name: string, uid: number, permissions = 0o755): string {
  const directory = join(place, name);
  mkdirSync(directory);
  chmodSync(directory, permissions);
  if (root) chownSync(directory, uid, uid);
  return directory;
}

/** Whether other users can read the project at all; below /root they cannot. */
function projectIsPublic(): boolean {
  for (let path = compiled; path !== dirname(path); path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) return false;
  }
  return (statSync(process.execPath).mode & 0o001) !== 0;
}

beforeAll(() => {
  compiled = compile();
  place = realpathSync(mkdtempSync(join(tmpdir(), 'gatehouse-embedded-')));
  chmodSync(place, 0o755);
  dataDir = join(place, 'data');
});

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.stop();
  lines.length = 0;
});

afterAll(() => {
  rmSync(place, { recursive: true, force: true });
  rmSync(compiled, { recursive: true, force: true });
});

describe('the first start', () => {
  it('makes the directories, closed to others', async () => {
    await start();
    expect(mode(dataDir)).toBe('711');
    expect(mode(join(dataDir, 'postgres'))).toBe('700');
    expect(mode(join(dataDir, 'secrets'))).toBe('700');
    for (const name of readdirSync(join(dataDir, 'secrets'))) expect(mode(join(dataDir, 'secrets', name))).toBe('600');
    expect(mode(join(dataDir, 'postgres.log'))).toBe('600');
    if (root) expect(statSync(join(dataDir, 'postgres')).uid).toBe(NOBODY);
    expect(statSync(join(dataDir, 'secrets')).uid).toBe(process.getuid?.());
    expect(readdirSync(dataDir).filter((name) => name.startsWith('.init-'))).toEqual([]);
    expect(existsSync(join(dataDir, 'postgres.lock'))).toBe(false);
    expect(lines.join('\n')).toMatch(
      /^(database: initialised in [\d.]+ s\n)?database: started in [\d.]+ s \(port \d+\)$/,
    );
  });

  it('makes an owner for the migrations and a lesser role for the service', async () => {
    const { ownerUrl, serviceUrl } = await start();
    expect(ownerUrl).toMatch(/^postgres:\/\/gatehouse_owner:[\w-]{32}@127\.0\.0\.1:\d+\/gatehouse$/);
    expect(serviceUrl).toMatch(/^postgres:\/\/gatehouse:[\w-]{32}@127\.0\.0\.1:\d+\/gatehouse$/);
    const rights = 'SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user';
    expect(await query(ownerUrl, rights)).toEqual([{ rolsuper: false, rolcreatedb: true, rolcreaterole: false }]);
    expect(await query(serviceUrl, rights)).toEqual([{ rolsuper: false, rolcreatedb: false, rolcreaterole: false }]);
    await query(ownerUrl, 'CREATE TABLE notes (id int PRIMARY KEY)');
    await expect(query(serviceUrl, 'SELECT * FROM notes')).rejects.toThrow('permission denied');
    await expect(query(serviceUrl, 'CREATE TABLE mine ()')).rejects.toThrow('permission denied');
    await expect(query(serviceUrl, 'CREATE TEMP TABLE mine ()')).rejects.toThrow('permission denied');
    await query(ownerUrl, 'CREATE DATABASE copy');
    await query(ownerUrl, 'DROP DATABASE copy');
  });

  it('sets up a server that is safe, local and sorts the same everywhere', async () => {
    const { ownerUrl } = await start();
    const [settings] = await query(
      ownerUrl,
      `SELECT current_setting('fsync') AS fsync, current_setting('data_checksums') AS checksums,
         current_setting('listen_addresses') AS addresses,
         current_setting('server_encoding') AS encoding, datlocprovider AS provider, datlocale AS locale
       FROM pg_database WHERE datname = current_database()`,
    );
    const expected = { fsync: 'on', checksums: 'on', addresses: '127.0.0.1', encoding: 'UTF8' };
    expect(settings).toEqual({ ...expected, provider: 'b', locale: 'C.UTF-8' });
    await expect(query(ownerUrl.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow('password');
  });

  it('says what to do on a platform without binaries', async () => {
    const neighbour = Neighbour.spawn(join(place, 'elsewhere'), { arch: 'pdp11' });
    await until(() => neighbour.ended);
    expect(neighbour.output.join('\n')).toMatch(/No built-in PostgreSQL is installed for \w+-pdp11: set DATABASE_URL/);
  });
});

describe('a later start', () => {
  it('finds data, roles and passwords as they were', async () => {
    const first = await start();
    await query(first.ownerUrl, 'INSERT INTO notes VALUES (1)');
    const before = new URL(first.ownerUrl).password;
    const pid = postmasterPid();
    await first.stop();
    expect(isRunning(pid)).toBe(false);
    const second = await start();
    expect(new URL(second.ownerUrl).password).toBe(before);
    expect(await query(second.ownerUrl, 'SELECT id FROM notes')).toEqual([{ id: 1 }]);
  });

  it('adopts the database that a killed process left behind', async () => {
    const neighbour = await Neighbour.start(dataDir);
    await query(neighbour.ownerUrl, 'INSERT INTO notes VALUES (2)');
    const pid = postmasterPid();
    await neighbour.kill();
    const adopted = await start();
    expect(postmasterPid()).toBe(pid);
    expect(adopted.ownerUrl).toBe(neighbour.ownerUrl);
    expect(lines).toEqual([expect.stringContaining('joined the running one')]);
    expect(await query(adopted.ownerUrl, 'SELECT id FROM notes WHERE id = 2')).toHaveLength(1);
    await adopted.stop();
    expect(isRunning(pid)).toBe(false);
  });

  it('is not deceived by what a crash of everything leaves behind', async () => {
    const neighbour = await Neighbour.start(dataDir);
    await query(neighbour.ownerUrl, 'INSERT INTO notes VALUES (3)');
    const pidFile = join(dataDir, 'postgres', 'postmaster.pid');
    const [, ...rest] = readFileSync(pidFile, 'utf8').split('\n');
    const pid = postmasterPid();
    await neighbour.kill();
    process.kill(pid, 'SIGKILL');
    // After a reboot the pid may be anybody's, the lock's too: in a container that was killed it is our own.
    writeFileSync(pidFile, [process.pid, ...rest].join('\n'));
    writeFileSync(join(dataDir, 'postgres.lock'), `${process.pid} 12345`);
    const database = await start();
    expect(await query(database.ownerUrl, 'SELECT id FROM notes WHERE id = 3')).toHaveLength(1);
  });

  it('refuses a database whose passwords are lost', async () => {
    const directory = directoryOf('lost', process.getuid?.() ?? 0);
    mkdirSync(join(directory, 'postgres'));
    await expect(start(directory)).rejects.toThrow(/database\.json is missing/);
  });
});

describe('several processes', () => {
  it('share one server from a simultaneous first start after an interrupted one; the last to leave stops it', async () => {
    const directory = join(place, 'shared');
    await interruptInitialisation(directory);
    expect(existsSync(join(directory, 'postgres'))).toBe(false);
    const [one, two, three] = await Promise.all([1, 2, 3].map(() => Neighbour.start(directory)));
    expect(new Set([one?.serviceUrl, two?.serviceUrl, three?.serviceUrl]).size).toBe(1);
    const said = [one, two, three].flatMap((neighbour) => neighbour?.output ?? []);
    expect(said.filter((line) => line.includes('initialised'))).toHaveLength(1);
    expect(said.filter((line) => line.includes('started'))).toHaveLength(1);
    const pid = postmasterPid(directory);
    await one?.leave();
    expect(one?.output).toContain('log database: left running for 2 other processes');
    expect(isRunning(pid)).toBe(true);
    await Promise.all([two?.leave(), three?.leave()]);
    expect(isRunning(pid)).toBe(false);
  });

  it('lose no acknowledged row when the server is killed, and find it again at the same address', async () => {
    const mine = await start();
    const neighbour = await Neighbour.start(dataDir);
    await query(mine.ownerUrl, 'CREATE TABLE acknowledged (id int PRIMARY KEY)');
    const rows: number[] = [];
    const pids = new Set<number>();
    let id = 0;
    for (let kills = 0; kills < 3; kills += 1) {
      const pid = postmasterPid();
      pids.add(pid);
      const writing = write(mine.ownerUrl, () => (id += 1), rows);
      const enough = rows.length + 20;
      await until(() => rows.length > enough);
      process.kill(pid, 'SIGKILL');
      await writing;
      await until(() => query(mine.serviceUrl, 'SELECT 1').catch(() => undefined));
    }
    expect(pids.size).toBe(3);
    const kept = (await query<{ id: number }>(mine.ownerUrl, 'SELECT id FROM acknowledged')).map((row) => row.id);
    expect(rows.filter((row) => !kept.includes(row))).toEqual([]);
    await neighbour.leave();
    expect(lines.join()).toContain('connection lost');
    expect(await query(mine.serviceUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  async function interruptInitialisation(directory: string): Promise<void> {
    const neighbour = Neighbour.spawn(directory);
    await until(() => {
      const workshop = existsSync(directory) && readdirSync(directory).find((name) => name.startsWith('.init-'));
      return workshop && existsSync(join(directory, workshop, 'data', 'base'));
    });
    await neighbour.kill();
  }

  /** Inserts one row after the other until the connection breaks; `rows` are those whose commit was acknowledged. */
  async function write(url: string, next: () => number, rows: number[]): Promise<void> {
    const client = new Client({ connectionString: url });
    client.on('error', () => undefined);
    await client.connect();
    try {
      for (;;) {
        const id = next();
        await client.query('INSERT INTO acknowledged VALUES ($1)', [id]);
        rows.push(id);
      }
    } catch {
      await client.end().catch(() => undefined);
    }
  }
});

describe.runIf(root)('users', () => {
  it('an ordinary one can run it', async (context) => {
    if (!projectIsPublic()) context.skip();
    const directory = join(directoryOf('ordinary', NOBODY), 'data');
    const neighbour = await Neighbour.start(directory, { uid: NOBODY });
    expect(await query(neighbour.serviceUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(statSync(join(directory, 'secrets')).uid).toBe(NOBODY);
    await neighbour.leave();
    // Root later works on the same files, as their owner.
    const database = await start(directory);
    expect(await query(database.serviceUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await database.stop();
    await Neighbour.start(directory, { uid: NOBODY });
  });

  it('one without a name can run it, or is told why not', async (context) => {
    if (!projectIsPublic()) context.skip();
    const directory = join(directoryOf('nameless', NAMELESS), 'data');
    const neighbour = Neighbour.spawn(directory, { uid: NAMELESS });
    await until(() => neighbour.ended || neighbour.output.some((line) => line.startsWith('ready')));
    if (neighbour.ended) expect(neighbour.output.join('\n')).toMatch(/no entry in \/etc\/passwd.*DATABASE_URL/s);
    else expect(statSync(join(directory, 'postgres')).uid).toBe(NAMELESS);
  });

  it('root can run it where only root may go, or is told why not', async () => {
    const directory = join(directoryOf('closed', 0, 0o700), 'data');
    const outcome = await start(directory).catch((error: Error) => error);
    if (outcome instanceof Error) expect(outcome.message).toMatch(/user namespaces.*DATABASE_URL/s);
    else expect(await query(outcome.serviceUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('a stranger is told that the data directory is not his', async (context) => {
    if (!projectIsPublic()) context.skip();
    const neighbour = Neighbour.spawn(dataDir, { uid: NAMELESS });
    await until(() => neighbour.ended);
    expect(neighbour.output.join('\n')).toContain('may not write to the data directory');
  });
});
