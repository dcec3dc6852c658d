import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Client } from 'pg';
import { parentOf } from './cpu.js';

/** One PostgreSQL server with a database for Gatehouse and one for the peers. */
export interface BenchDatabase {
  readonly gatehouse: { readonly url: string; readonly ownerUrl: string };
  readonly peerUrl: string;
  /** Undefined when its processes are not to be seen from here: then its CPU is not counted for anybody. */
  readonly postmaster: number | undefined;
  readonly description: string;
  /** The one number that a statement returns. */
  readonly count: (where: 'gatehouse' | 'peer', sql: string, values?: readonly unknown[]) => Promise<number>;
  close(): Promise<void>;
}

/** The part of Gatehouse's embedded PostgreSQL that is used here; it is loaded from the build. */
interface Embedded {
  startEmbeddedPostgres(options: { dataDir: string; log: (line: string) => void }): Promise<{
    serviceUrl: string;
    ownerUrl: string;
    stop: () => Promise<void>;
  }>;
}

/** `BENCH_DATABASE_URL` when it is set (its role must be able to create databases), else Gatehouse's embedded one. */
export async function openBenchDatabase(folder: string): Promise<BenchDatabase> {
  const given = process.env['BENCH_DATABASE_URL'];
  const suffix = randomBytes(4).toString('hex');
  const peer = `oidc_bench_${suffix}`;
  if (given) {
    const own = `gatehouse_bench_${suffix}`;
    for (const name of [own, peer]) await run(given, `CREATE DATABASE ${name}`);
    const url = inDatabase(given, own);
    return opened({ url, ownerUrl: url }, inDatabase(given, peer), async () => {
      for (const name of [own, peer]) await run(given, `DROP DATABASE ${name} WITH (FORCE)`);
    });
  }
  const built = new URL('../../dist/src/database/embedded-postgres.js', import.meta.url);
  const embedded = (await import(built.href)) as Embedded;
  const server = await embedded.startEmbeddedPostgres({ dataDir: join(folder, 'database'), log: () => undefined });
  await run(server.ownerUrl, `CREATE DATABASE ${peer}`);
  return opened({ url: server.serviceUrl, ownerUrl: server.ownerUrl }, inDatabase(server.ownerUrl, peer), () =>
    server.stop(),
  );
}

async function opened(
  gatehouse: BenchDatabase['gatehouse'],
  peerUrl: string,
  close: () => Promise<void>,
): Promise<BenchDatabase> {
  const { pid, text } = await facts(peerUrl);
  const local = ['127.0.0.1', 'localhost', '[::1]', ''].includes(new URL(peerUrl).hostname);
  return {
    gatehouse,
    peerUrl,
    postmaster: local ? pid : undefined,
    description: text,
    count: async (where, sql, values) => {
      const [row] = await run(where === 'peer' ? peerUrl : gatehouse.ownerUrl, sql, values);
      return Number(Object.values(row ?? {})[0]);
    },
    close,
  };
}

/** The server's process, looked up while a connection holds a child of it, and what decides how dear a commit is. */
async function facts(url: string): Promise<{ pid: number | undefined; text: string }> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number; text: string }>(
      `SELECT pg_backend_pid() AS pid, 'PostgreSQL ' || current_setting('server_version') || ', fsync '
         || current_setting('fsync') || ', synchronous_commit ' || current_setting('synchronous_commit') AS text`,
    );
    return { pid: parentOf(rows[0]?.pid ?? 0, 'postgres'), text: rows[0]?.text ?? '' };
  } finally {
    await client.end();
  }
}

async function run<Row extends object>(url: string, sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}

function inDatabase(text: string, name: string): string {
  const url = new URL(text);
  url.pathname = `/${name}`;
  return url.href;
}
