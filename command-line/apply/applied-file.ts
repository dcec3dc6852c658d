import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configFolder, fileName, makePrivate } from '../login-file.js';
import { Refusal } from '../refusal.js';
import type { Noun } from './nouns.js';

/** Something that a configuration is about, by which it is known again. */
export interface Applied {
  readonly noun: Noun;
  readonly key: string;
  readonly id: string;
  /** Whether it was made by it, and not there before. */
  readonly made: boolean;
}

/** What configurations of a name made at one Gatehouse: only that is ever pruned. It is kept on this machine. */
export class AppliedFile {
  private readonly path: string;

  constructor(
    private readonly environment: NodeJS.ProcessEnv,
    url: string,
    name: string,
  ) {
    this.path = join(configFolder(environment), `applied-${fileName(url)}-${name}.json`);
  }

  /** @throws Refusal for a file that cannot be understood: to take it for empty would lose track of things */
  read(): Applied[] {
    try {
      const { version, applied } = JSON.parse(readFileSync(this.path, 'utf8')) as {
        version?: unknown;
        applied?: unknown;
      };
      if (version === 1 && Array.isArray(applied)) return applied as Applied[];
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    }
    throw new Refusal(`The file ${this.path} cannot be used: it should say what was applied before.`);
  }

  write(applied: readonly Applied[]): void {
    makePrivate(configFolder(this.environment));
    writeFileSync(`${this.path}.new`, `${JSON.stringify({ version: 1, applied }, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${this.path}.new`, this.path);
  }
}
