import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { madeOnce } from './made-once.js';
import { transpile } from './transpiled.js';

/** How a command ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const PROGRAMS = ['src', 'command-line', 'bridge-client', 'demo'];

/** All programs as the build makes them, without the type check: for tests that need a process. Built once for a run. */
export class BuiltProgram {
  /** Where it runs: no `.env` lies there, and what it writes is nobody else's. */
  private readonly place = mkdtempSync(join(tmpdir(), 'gatehouse-place-'));

  private constructor(
    private readonly built: string,
    private readonly entry: string,
  ) {}

  /** @param entry what is run */
  static async make(entry = 'src/cli.js'): Promise<BuiltProgram> {
    const folder = inject('programFolder');
    const built = join(folder, 'built');
    await madeOnce(folder, () => build(built));
    return new BuiltProgram(built, entry);
  }

  /** Runs `gatehouse …` in an empty environment but for what is given. */
  run(args: readonly string[], environment: Record<string, string>, input = ''): Promise<Ended> {
    const env = { PATH: process.env['PATH'], ...environment };
    const command = [this.path(this.entry), ...args];
    return new Promise((done) => {
      const child = execFile(process.execPath, command, { cwd: this.place, env }, (_error, stdout, stderr) => {
        done({ code: child.exitCode ?? -1, stdout, stderr });
      });
      child.stdin?.end(input);
    });
  }

  /** Path of a compiled file, such as `src/main.js`, for a test that starts the process itself. It writes nothing there. */
  path(file: string): string {
    return join(this.built, file);
  }

  remove(): void {
    rmSync(this.place, { recursive: true, force: true });
  }
}

async function build(folder: string): Promise<void> {
  mkdirSync(folder);
  transpile([...PROGRAMS, 'tools'], folder);
  // As a process, like what starts it: V8 uses what it has compiled with the same options alone.
  const env = { PATH: process.env['PATH'] };
  await promisify(execFile)(process.execPath, [join(folder, 'tools/bundle.js')], { env });
}
