import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import type { INestApplication } from '@nestjs/common';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import pg from 'pg';
import { createApp } from '../../src/app.setup.js';
import { PinoLog } from '../../src/http/pino-log.js';
import { KeyRing, type SigningAlgorithm } from '../../src/keys/key-ring.contract.js';
import { KeyRotation } from '../../src/keys/key-rotation.js';
import { readSettings } from '../../src/settings/settings.js';
import { cloneDatabase, MovableClock } from '../support/gatehouse.js';

export const algorithms: readonly SigningAlgorithm[] = ['ES256', 'EdDSA', 'RS256'];

/** What {@link Cluster.counts} tells of a whole ring. */
export function whole(retired: number): string[] {
  return algorithms.flatMap((name) => [
    `${name} active: 1`,
    `${name} next: 1`,
    ...(retired > 0 ? [`${name} retired: ${retired}`] : []),
  ]);
}

/** One Gatehouse process among several, without its first administrator: enough for keys. */
export class Replica {
  private constructor(
    readonly app: INestApplication,
    readonly url: string,
    readonly logLines: string[],
  ) {}

  static async start(databaseUrl: string, environment: Record<string, string>, clock: MovableClock): Promise<Replica> {
    const settings = readSettings({ CLIENT_SECRET_COST: '4', DATABASE_POOL: '5', ...environment });
    const logLines: string[] = [];
    const log = new PinoLog('info', { write: (line) => void logLines.push(line) });
    const app = await createApp(settings, databaseUrl, { log, clock });
    try {
      await app.listen(0, '127.0.0.1');
    } catch (error) {
      await app.close();
      throw error;
    }
    const { port } = app.getHttpServer().address() as AddressInfo;
    return new Replica(app, `http://127.0.0.1:${port}`, logLines);
  }

  get ring(): KeyRing {
    return this.app.get(KeyRing);
  }

  get rotation(): KeyRotation {
    return this.app.get(KeyRotation);
  }

  async jwks(): Promise<JSONWebKeySet> {
    const response = await fetch(`${this.url}/oauth/jwks`);
    if (response.status !== 200) throw new Error(`no JWK Set: ${response.status}`);
    return (await response.json()) as JSONWebKeySet;
  }

  /** Verifies as a stranger would: jose, and nothing but the JWK Set over HTTP. @returns the kid */
  async verifies(token: string): Promise<string> {
    const { protectedHeader } = await jwtVerify(token, createLocalJWKSet(await this.jwks()));
    return protectedHeader.kid as string;
  }

  logged(event: string): unknown[] {
    return this.logLines.map((line) => JSON.parse(line) as { event: string }).filter((line) => line.event === event);
  }
}

/** A database and the replicas on it, which share settings and clock. */
export class Cluster {
  readonly clock = new MovableClock();
  private readonly replicas: Replica[] = [];

  private constructor(
    private readonly database: Awaited<ReturnType<typeof cloneDatabase>>,
    private readonly dataDir: string,
  ) {}

  static async create(): Promise<Cluster> {
    return new Cluster(await cloneDatabase(), mkdtempSync(join(tmpdir(), 'gatehouse-keys-')));
  }

  /** Settings with which another process finds the same database and the same secrets. */
  get environment(): Record<string, string> {
    const { ownerUrl, serviceUrl } = this.database;
    return { DATA_DIR: this.dataDir, DATABASE_URL: serviceUrl, MIGRATION_DATABASE_URL: ownerUrl };
  }

  async replica(environment: Record<string, string> = {}, clock = this.clock): Promise<Replica> {
    const replica = await Replica.start(this.database.serviceUrl, { DATA_DIR: this.dataDir, ...environment }, clock);
    this.replicas.push(replica);
    return replica;
  }

  /** As the owning role. */
  async sql<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.database.ownerUrl });
    await client.connect();
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** How many keys the table has for each algorithm and state, such as `ES256 active: 1`. */
  async counts(): Promise<string[]> {
    const rows = await this.sql<{ line: string }>(
      `SELECT algorithm || ' ' || state || ': ' || count(*) AS line FROM signing_keys GROUP BY algorithm, state ORDER BY 1`,
    );
    return rows.map(({ line }) => line);
  }

  async stop(): Promise<void> {
    for (const { app } of this.replicas) await app.close();
    await this.database.drop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

/** Claims that jose accepts now. */
export function someClaims(clock: MovableClock, more: object = {}): object {
  return { sub: 'somebody', iat: clock.seconds(), ...more };
}

/** A clock that stands still unless it is moved. */
export class StoppedClock extends MovableClock {
  private moment = Date.now();

  override now(): number {
    return this.moment;
  }

  override advance(milliseconds: number): void {
    this.moment += milliseconds;
  }
}
