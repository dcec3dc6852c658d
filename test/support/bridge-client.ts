import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { statePath } from '../../bridge-client/state-folder.js';
import type { Ended } from './built-program.js';
import { transpile } from './transpiled.js';

/** `gatehouse-bridge …` as it runs. */
export class RunningBridge {
  private readonly child: ChildProcess;
  private readonly heard = new EventEmitter();
  private stdout = '';
  private stderr = '';
  readonly ended: Promise<Ended>;

  constructor(script: string, args: readonly string[], env: Record<string, string | undefined>, input: string) {
    this.child = spawn(process.execPath, [script, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
    this.child.stdout?.on('data', (part: Buffer) => this.hear('stdout', part));
    this.child.stderr?.on('data', (part: Buffer) => this.hear('stderr', part));
    this.child.stdin?.end(input);
    this.ended = once(this.child, 'close').then(([code]) => ({
      code: (code as number | null) ?? -1,
      stdout: this.stdout,
      stderr: this.stderr,
    }));
  }

  /** Waits until it says something on either stream. @returns what the groups hold @throws when it ends without */
  async said(pattern: RegExp): Promise<string[]> {
    let over = false;
    for (;;) {
      const found = pattern.exec(this.stdout + this.stderr);
      if (found !== null) return found.slice(1);
      if (over) throw new Error(`ended without ${String(pattern)}:\n${this.stdout}${this.stderr}`);
      over = await Promise.race([once(this.heard, 'more').then(() => false), this.ended.then(() => true)]);
    }
  }

  async stop(): Promise<Ended> {
    this.child.kill('SIGTERM');
    return this.ended;
  }

  private hear(stream: 'stdout' | 'stderr', part: Buffer): void {
    this[stream] += part.toString();
    this.heard.emit('more');
  }
}

/** Where an MCP client finds a proxy. */
export interface RunningProxy {
  readonly base: string;
  readonly port: number;
  readonly secret: string;
  /** @returns the URL of a server, secret included */
  readonly at: (server: string) => string;
}

/** Somebody's machine with `gatehouse-bridge` on it, and with no browser that it could open. */
export class BridgeMachine {
  /** With its sources and the kernel's alone, which are few: it needs no more. */
  private static program: string | undefined;
  private readonly running = new Set<RunningBridge>();
  readonly home = mkdtempSync(join(tmpdir(), 'gatehouse-bridge-'));
  readonly folder = join(this.home, 'state');

  /** @param url of the Gatehouse that its commands are for */
  constructor(private readonly url: string) {
    BridgeMachine.program ??= transpiled();
  }

  /** @param path where it looks for programs */
  start(args: readonly string[], input = '', path = ''): RunningBridge {
    const script = join(BridgeMachine.program ?? '', 'bridge-client/cli.js');
    const env = { PATH: path, HOME: this.home, GATEHOUSE_BRIDGE_HOME: this.folder, GATEHOUSE_URL: this.url };
    const running = new RunningBridge(script, args, env, input);
    this.running.add(running);
    return running;
  }

  run(args: readonly string[], input = ''): Promise<Ended> {
    return this.start(args, input).ended;
  }

  /** @throws when it does not listen */
  async proxy(...args: string[]): Promise<{ proxy: RunningProxy; program: RunningBridge }> {
    const program = this.start(['proxy', ...args]);
    const [base = '', port = '', secret = ''] = await program.said(/(http:\/\/127\.0\.0\.1:(\d+))\/([\w-]{43})\/mcp\//);
    const proxy = { base, port: Number(port), secret, at: (server: string) => `${base}/${secret}/mcp/${server}` };
    return { proxy, program };
  }

  /** Path of the one file that it keeps. */
  get file(): string {
    const [name = ''] = readdirSync(this.folder).filter((one) => one.endsWith('.json'));
    return join(this.folder, name);
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read whatever is there
  get state(): any {
    return JSON.parse(readFileSync(this.file, 'utf8'));
  }

  /** As if time had passed, or somebody had been at it. */
  alter(changes: object): void {
    writeFileSync(this.file, JSON.stringify({ ...this.state, ...changes }));
  }

  /** A file as a login would have left it. */
  write(state: { issuer: string }): void {
    mkdirSync(this.folder, { mode: 0o700 });
    writeFileSync(statePath(this.folder, state.issuer), JSON.stringify(state), { mode: 0o600 });
  }

  async remove(): Promise<void> {
    for (const running of this.running) await running.stop();
    rmSync(this.home, { recursive: true, force: true });
  }

  /** When all of a file's tests are over. */
  static clear(): void {
    if (BridgeMachine.program !== undefined) rmSync(BridgeMachine.program, { recursive: true });
    BridgeMachine.program = undefined;
  }
}

function transpiled(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bridge-built-'));
  transpile(['src/kernel', 'bridge-client'], folder);
  return folder;
}
