import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { createApp } from '../../src/app.setup.js';
import { migrate } from '../../src/database/data-source.js';
import { startEmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { PinoLog } from '../../src/http/pino-log.js';
import { readSettings } from '../../src/settings/settings.js';
import { testSecrets } from './test-secrets.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** A server on which tests make databases: as the owning role, and as the service's. */
    ownerUrl: string;
    serviceUrl: string;
  }
}

/** One real PostgreSQL for the whole run, and one migrated template that each spec file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await serverForTests();
  const owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  // A given server may still have what a killed run left behind.
  const left = await owner.query<{ datname: string }>(
    `SELECT datname FROM pg_database WHERE datname LIKE 'gatehouse_test%'`,
  );
  for (const { datname } of left.rows) await owner.query(`DROP DATABASE ${datname} WITH (FORCE)`);
  await owner.query('CREATE DATABASE gatehouse_test');
  await owner.end();
  await migrate(withDatabase(server.ownerUrl, 'gatehouse_test'), new URL(server.serviceUrl).username);
  await makeKeyedTemplate(server);
  for (const url of [server.ownerUrl, server.serviceUrl]) await commitWithoutWaiting(url);
  project.provide('ownerUrl', server.ownerUrl);
  project.provide('serviceUrl', server.serviceUrl);
  return server.stop;
}

/** No test here outlives its server: what tells that commits survive (test/faults) starts one of its own. */
async function commitWithoutWaiting(url: string): Promise<void> {
  const role = new pg.Client({ connectionString: url });
  await role.connect();
  await role.query('ALTER ROLE CURRENT_USER SET synchronous_commit = off');
  await role.end();
}

/** A second template whose key ring is made already: making RSA keys would be most of what a spec file waits for. */
async function makeKeyedTemplate({ ownerUrl, serviceUrl }: { ownerUrl: string; serviceUrl: string }): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query('CREATE DATABASE gatehouse_test_keyed TEMPLATE gatehouse_test');
  await owner.end();
  const app = await createApp(readSettings(testSecrets), withDatabase(serviceUrl, 'gatehouse_test_keyed'), {
    log: new PinoLog('silent'),
  });
  await app.init();
  await app.close();
}

/** `TEST_DATABASE_URL` (the owning role) and `TEST_SERVICE_DATABASE_URL` name another server, such as Debian's. */
async function serverForTests(): Promise<{ ownerUrl: string; serviceUrl: string; stop: () => Promise<void> }> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) {
    return {
      ownerUrl: given,
      serviceUrl: process.env['TEST_SERVICE_DATABASE_URL'] ?? given,
      stop: () => Promise.resolve(),
    };
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-test-'));
  const server = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  return {
    ...server,
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The URL of another database on the same server. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
