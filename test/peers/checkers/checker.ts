import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';

/** A checker that others have made, running as a program of its own. */
export class Checker {
  private static readonly running = new Set<Checker>();
  /** Resolves with the exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  private readonly program: ChildProcess;
  private readonly heard = new EventEmitter();
  private text = '';

  /**
   * Starts a script of a package in the folder that `CHECKERS` names, on the Node that was installed there as `newer`.
   * @param script from `node_modules` on
   * @param environment all that it gets beside a `PATH` that leads to that Node alone, and so to no browser
   */
  constructor(script: string, args: readonly string[], environment: Record<string, string> = {}) {
    const packages = join(process.env['CHECKERS'] ?? '', 'node_modules');
    const node = join(packages, 'newer/bin');
    this.program = spawn(join(node, 'node'), [join(packages, script), ...args], {
      env: { PATH: node, NO_COLOR: '1', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.program.stdout, this.program.stderr]) {
      stream?.on('data', (part: Buffer) => {
        this.text += part.toString();
        this.heard.emit('more');
      });
    }
    this.ended = once(this.program, 'close').then(([code]) => code as number | null);
    Checker.running.add(this);
  }

  /** Ends those that still run. */
  static async stopAll(): Promise<void> {
    for (const checker of Checker.running) {
      checker.program.kill('SIGKILL');
      await checker.ended;
    }
    Checker.running.clear();
  }

  /** All that it said, on both of its streams. */
  get output(): string {
    return this.text;
  }

  /** Waits until it says something. @returns the pattern's first group @throws when it ends without */
  async said(pattern: RegExp): Promise<string> {
    let over = false;
    for (;;) {
      const found = pattern.exec(this.text);
      if (found !== null) return found[1] ?? '';
      if (over) throw new Error(`ended without ${String(pattern)}:\n${this.text}`);
      over = await Promise.race([once(this.heard, 'more').then(() => false), this.ended.then(() => true)]);
    }
  }
}
