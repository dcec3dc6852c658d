import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A program as a page has it, in a folder where it finds the libraries that it imports. */
export class PageProgram {
  private readonly folder = mkdtempSync(join(tmpdir(), 'gatehouse-page-'));
  private readonly child;
  private readonly written = { stdout: '', stderr: '' };

  constructor(text: string, env: Record<string, string>) {
    symlinkSync(resolve('node_modules'), join(this.folder, 'node_modules'));
    writeFileSync(join(this.folder, 'program.mjs'), text);
    this.child = spawn(process.execPath, ['program.mjs'], {
      cwd: this.folder,
      env: { PATH: process.env['PATH'], ...env },
    });
    for (const name of ['stdout', 'stderr'] as const) {
      this.child[name].on('data', (part: Buffer) => (this.written[name] += part.toString()));
    }
  }

  /** Waits until it says something on standard error. @throws when it ends without */
  async said(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(this.written.stderr)?.[1];
      if (found !== undefined) return found;
      if (this.child.exitCode !== null) throw new Error(`ended without ${String(pattern)}: ${this.written.stderr}`);
      await Promise.race([once(this.child.stderr, 'data'), once(this.child, 'close')]);
    }
  }

  /** Waits for its end. @returns the lines that it wrote @throws unless it ends well */
  async lines(): Promise<string[]> {
    if (this.child.exitCode === null) await once(this.child, 'close');
    rmSync(this.folder, { recursive: true });
    if (this.child.exitCode !== 0) throw new Error(this.written.stderr);
    return this.written.stdout.trim().split('\n');
  }
}
