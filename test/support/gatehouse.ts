import type { INestApplication } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { createApp } from '../../src/app.setup.js';
import { listenForCertificates } from '../../src/http/certificate-listener.js';
import { Draining } from '../../src/http/draining.js';
import { FirstAdministratorStore } from '../../src/identity/first-administrator.store.js';
import { PinoLog } from '../../src/http/pino-log.js';
import { Clock } from '../../src/kernel/clock.js';
import { readSettings, type Settings } from '../../src/settings/settings.js';
import { testSecrets } from './test-secrets.js';
import { REPLICAS, Turns } from './turns.js';
import { withDatabase } from './database.setup.js';

/** A clock that a test moves: real time plus what was added. */
export class MovableClock extends Clock {
  private added = 0;
  private frozenAt: number | undefined;

  now(): number {
    return (this.frozenAt ?? Date.now()) + this.added;
  }

  /** From now on only {@link advance} moves it. */
  freeze(): void {
    this.frozenAt = Date.now();
  }

  advance(milliseconds: number): void {
    this.added += milliseconds;
  }
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body, or undefined when it is not JSON. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read whatever came
  readonly body: any;
}

/** One running Gatehouse on a database of its own, and what a test does with it, over HTTP. */
export class TestGatehouse {
  private constructor(
    readonly app: INestApplication,
    readonly url: string,
    readonly settings: Settings,
    readonly clock: MovableClock,
    readonly logLines: string[],
    /** As the owning role. */
    readonly ownerUrl: string,
    readonly serviceUrl: string,
    private readonly dispose: () => Promise<void>,
    /** Between tests and replicas, when there are several. */
    readonly turns: Turns | null,
  ) {}

  /**
   * @param environment settings that differ from the tests' own
   * @param via another way to the database, such as one that a test can cut
   * @param replicas that answer in turn; `TEST_REPLICAS` has every test meet so many
   */
  static async start(
    environment: Record<string, string> = {},
    via: (databaseUrl: string) => string = (url) => url,
    replicas = REPLICAS,
  ): Promise<TestGatehouse> {
    const database = await cloneDatabase('gatehouse_test_keyed');
    const dataDir = mkdtempSync(join(tmpdir(), 'gatehouse-data-'));
    const port = await freePort();
    const settings = readSettings({
      PORT: String(port),
      DATA_DIR: dataDir,
      BOOTSTRAP_CLIENT_ID: 'root-cli',
      BOOTSTRAP_CLIENT_SECRET: 'root secret: with +%& and ünicode',
      BOOTSTRAP_ADMIN_EMAIL: 'root@example.test',
      CLIENT_SECRET_COST: '4',
      DATABASE_POOL: '5',
      LIMIT_AUTHORIZE: '60000/60',
      ...testSecrets,
      ...environment,
    });
    const logLines: string[] = [];
    const log = new PinoLog(settings.LOG_LEVEL, { write: (line) => void logLines.push(line) });
    const clock = new MovableClock();
    const apps: INestApplication[] = [];
    for (let count = 0; count < replicas; count++) {
      apps.push(await createApp(settings, via(database.serviceUrl), { log, clock }));
    }
    const app = apps[0]!;
    await app.get(FirstAdministratorStore).create();
    const turns = replicas > 1 ? await Turns.before(apps, port) : null;
    if (turns === null) await app.listen(port, '127.0.0.1');
    const certified = await listenForCertificates(app, settings);
    const stop = async (): Promise<void> => {
      await turns?.end();
      // As the main program stops; streams that a test left open are cut off.
      const servers = certified === null ? [] : [app.get(Draining).finish(certified, 1)];
      for (const one of apps) {
        one.get(Draining).begin();
        servers.push(one.get(Draining).finish(one.getHttpServer() as Server, 1));
      }
      await Promise.all(servers);
      for (const one of apps) await one.close();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    };
    const { ownerUrl, serviceUrl } = database;
    const url = `http://localhost:${port}`;
    return new TestGatehouse(app, url, settings, clock, logLines, ownerUrl, serviceUrl, stop, turns);
  }

  /** One that runs in processes of its own, which whoever started them stops: what is said over HTTP is the same. */
  static elsewhere(settings: Settings, logLines: string[]): TestGatehouse {
    const none = undefined as never;
    const stop = () => Promise.resolve();
    const url = `http://localhost:${settings.PORT}`;
    return new TestGatehouse(none, url, settings, new MovableClock(), logLines, none, none, stop, null);
  }

  async stop(): Promise<void> {
    const { looking } = this;
    this.looking = undefined;
    await looking?.end();
    return this.dispose();
  }

  async request(
    method: string,
    path: string,
    init: { headers?: Record<string, string>; body?: string } = {},
  ): Promise<Answer> {
    const response = await fetch(this.url + path, { method, redirect: 'manual', ...init });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  }

  /** POST /oauth/token with the client in the form (`client_secret_post`) or in a Basic header. */
  token(form: Record<string, string> | [string, string][], basic?: { id: string; secret: string }): Promise<Answer> {
    const headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' };
    if (basic) headers['authorization'] = basicHeader(basic.id, basic.secret);
    return this.request('POST', '/oauth/token', { headers, body: new URLSearchParams(form).toString() });
  }

  private adminToken: { readonly text: string; readonly until: number } | undefined;

  /** Access token of the first administrator, who is an owner; another when the test's clock has passed its end. */
  async admin(): Promise<string> {
    if (this.adminToken === undefined || this.clock.now() >= this.adminToken.until) {
      const until = this.clock.now() + (this.settings.ACCESS_TOKEN_SECONDS - 5) * 1000;
      const text = await this.accessToken('root-cli', 'root secret: with +%& and ünicode', { scope: 'owner admin' });
      this.adminToken = { text, until };
    }
    return this.adminToken.text;
  }

  async accessToken(id: string, secret: string, form: Record<string, string> = {}): Promise<string> {
    const answer = await this.token({ grant_type: 'client_credentials', ...form }, { id, secret });
    if (answer.status !== 200) throw new Error(`no token: ${answer.status} ${answer.text}`);
    return answer.body.access_token as string;
  }

  /** A call of the admin REST API by the first administrator; `path` begins after `/api/v1/admin`. */
  async adminCall(method: string, path: string, body?: unknown): Promise<Answer> {
    const headers: Record<string, string> = { authorization: `Bearer ${await this.admin()}` };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const init = body === undefined ? { headers } : { headers, body: JSON.stringify(body) };
    return this.request(method, `/api/v1/admin${path}`, init);
  }

  /** Creates something through the admin REST API. @returns its view */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read whatever came
  async create(path: string, body: unknown): Promise<any> {
    const answer = await this.adminCall('POST', path, body);
    if (answer.status !== 201) throw new Error(`not created: ${answer.status} ${answer.text} ${this.errors()}`);
    return answer.body;
  }

  /** What the log says went wrong: a test that meets a 500 shows why. */
  errors(): string {
    return this.logLines.filter((line) => line.includes('"level":"error"')).join('');
  }

  /** An active person and an agent that the person owns. */
  async agent(client: Record<string, unknown> = {}, user: Record<string, unknown> = {}) {
    const owner = await this.create('/users', {
      email: `${randomBytes(6).toString('hex')}@example.test`,
      name: 'Ada Owner',
      roles: ['user'],
      ...user,
    });
    const created = await this.create('/clients', {
      client_name: 'Test agent',
      kind: 'agent',
      owner_id: owner.id,
      grant_types: ['client_credentials'],
      scope: 'mcp user',
      token_endpoint_auth_method: 'client_secret_basic',
      ...client,
    });
    return { owner, client: created, id: created.client_id as string, secret: created.client_secret as string };
  }

  private looking: pg.Pool | undefined;

  /** SQL as the owning role: to look at what was written, or to bring about what no API can. */
  async sql<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    // Several, as one statement may wait for what the next one does; kept, as a new one costs more than what it is asked.
    // One that a test ends, with all others of the database, is replaced.
    this.looking ??= new pg.Pool({ connectionString: this.ownerUrl, max: 10 }).on('error', () => undefined);
    return (await this.looking.query<Row>(text, values)).rows;
  }
}

/** `Authorization: Basic` with both parts form-encoded first (RFC 6749 §2.3.1). */
export function basicHeader(id: string, secret: string): string {
  const encoded = [id, secret].map((part) => new URLSearchParams({ '': part }).toString().slice(1)).join(':');
  return `Basic ${Buffer.from(encoded).toString('base64')}`;
}

/** A database cloned from a template: `gatehouse_test` is migrated, `gatehouse_test_keyed` also has a key ring. */
export async function cloneDatabase(
  template = 'gatehouse_test',
): Promise<{ ownerUrl: string; serviceUrl: string; drop: () => Promise<void> }> {
  const name = `gatehouse_test_${randomBytes(6).toString('hex')}`;
  const run = async (text: string): Promise<void> => {
    const owner = new pg.Client({ connectionString: inject('ownerUrl') });
    await owner.connect();
    try {
      // Two files may clone the template at the same moment; PostgreSQL refuses the second.
      await owner.query(`SELECT pg_advisory_lock(hashtext('gatehouse.test.template'))`);
      await owner.query(text);
    } finally {
      await owner.end();
    }
  };
  await run(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  return {
    ownerUrl: withDatabase(inject('ownerUrl'), name),
    serviceUrl: withDatabase(inject('serviceUrl'), name),
    drop: () => patiently(() => run(`DROP DATABASE IF EXISTS ${name}`)),
  };
}

/** A backend ends a moment after its connection was closed, and the owning role may not end the service's by force. */
async function patiently(drop: () => Promise<void>): Promise<void> {
  for (let left = 100; ; left--) {
    try {
      return await drop();
    } catch (error) {
      if ((error as { code?: string }).code !== '55006' || left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
