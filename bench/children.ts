import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A server under load, or one that helps. */
export interface Server {
  readonly url: string;
  readonly pid: number;
  /** Milliseconds from its start to its first answer. */
  readonly startedIn: number;
  stop(): Promise<void>;
}

export interface ServerPlan {
  readonly script: string;
  /** `server`: alone on CPU 0; `load`: with load and PostgreSQL on CPU 1. */
  readonly cpu: 'server' | 'load';
  readonly environment: Readonly<Record<string, string>>;
  /** Answers 200 as soon as it serves. */
  readonly health: string;
  readonly port?: number;
}

const START_SECONDS = 60;
const STOP_SECONDS = 15;
/** Handed on; everything else, a DATABASE_URL above all, must not leak into what is measured. */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ'];
const children = new Set<ChildProcess>();

/** Whether servers and load can have a CPU each. */
export const pinned = availableParallelism() >= 2 && ['0', '1'].every((cpu) => succeeds('taskset', '-c', cpu, 'true'));

/** Moves the bench itself, and with it all it starts that says nothing else, to CPU 1. */
export function pinBench(): void {
  if (pinned) spawnSync('taskset', ['-acp', '1', String(process.pid)]);
}

/** A file that was compiled beside this one. */
export function sibling(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

export function isInstalled(program: string): boolean {
  return succeeds('sh', '-c', `command -v ${program}`);
}

export async function startServer(plan: ServerPlan): Promise<Server> {
  const port = plan.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const began = performance.now();
  const child = start(plan.cpu, process.execPath, [plan.script], { ...plan.environment, PORT: String(port) });
  await untilHealthy(child, url + plan.health, began);
  return serverOf(child, url, performance.now() - began);
}

export function serverOf(child: ChildProcess, url: string, startedIn: number): Server {
  return { url, pid: child.pid ?? 0, startedIn, stop: () => end(child) };
}

/** Starts a program on a CPU. Its standard error is shown; what it prints is for the caller. */
export function start(
  cpu: 'server' | 'load',
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcess {
  const [command, ...rest] = pinned
    ? ['taskset', '-c', cpu === 'server' ? '0' : '1', program, ...args]
    : [program, ...args];
  const inherited = INHERITED.flatMap((name) => (process.env[name] ? [[name, process.env[name]] as const] : []));
  const child = spawn(command ?? program, rest, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...Object.fromEntries(inherited), NODE_ENV: 'production', ...environment },
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  child.once('error', (error) => process.stderr.write(`${program}: ${error.message}\n`));
  return child;
}

/** Ends everything that was started. */
export async function stopAll(): Promise<void> {
  await Promise.all([...children].map(end));
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Waits for the health answer; whatever the server says while it starts is told when it fails. */
export async function untilHealthy(child: ChildProcess, url: string, began = performance.now()): Promise<void> {
  let words = '';
  const hear = (chunk: Buffer) => (words = (words + chunk.toString()).slice(-2000));
  // Both must be read for as long as it runs, or it would block on a full pipe.
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  while (performance.now() - began < START_SECONDS * 1000) {
    if (hasEnded(child)) throw new Error(`${child.spawnargs.join(' ')} ended at once:\n${words}`);
    const answer = await fetch(url).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return;
    await sleep(10);
  }
  throw new Error(`${child.spawnargs.join(' ')} did not answer within ${START_SECONDS} s:\n${words}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const tooLate = setTimeout(() => child.kill('SIGKILL'), STOP_SECONDS * 1000);
  await ended;
  clearTimeout(tooLate);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function succeeds(program: string, ...args: string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}
