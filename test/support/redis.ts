import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@redis/client';
import { describe } from 'vitest';
import { freePort } from './gatehouse.js';

/** Whether there is a `redis-server` here. CI installs it, and says by `REDIS_TESTS` that nothing may be left out. */
export const hasRedis = process.env['REDIS_TESTS'] === '1' || installed();

/** Tests that need a Redis of their own. */
export function describeWithRedis(title: string, tests: () => void): void {
  if (hasRedis) describe(title, tests);
  else describe.skip(`${title} (left out: there is no redis-server on this machine)`, tests);
}

function installed(): boolean {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Debian's Redis as a process of its own, which a test may kill, stop and change. */
export class TestRedis {
  private readonly folder = mkdtempSync(join(tmpdir(), 'gatehouse-redis-'));
  private child: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly options: readonly string[],
  ) {}

  static async start(...options: string[]): Promise<TestRedis> {
    const redis = new TestRedis(await freePort(), options);
    await redis.run();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Begins with empty memory, on the same port as before. */
  async run(): Promise<void> {
    const args = [
      '--port',
      String(this.port),
      '--bind',
      '127.0.0.1',
      '--dir',
      this.folder,
      '--save',
      '',
      '--appendonly',
      'no',
    ];
    const child = spawn('redis-server', [...args, ...this.options], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.child = child;
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)));
      child.stdout.on('data', (text: Buffer) => text.includes('Ready to accept connections') && resolve());
    });
  }

  signal(name: NodeJS.Signals): void {
    this.child?.kill(name);
  }

  async kill(): Promise<void> {
    const child = this.child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  /** Any command, as an administrator of Redis. */
  async command(...words: string[]): Promise<unknown> {
    const client = createClient({ url: this.url });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await client.sendCommand(words);
    } finally {
      client.destroy();
    }
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
