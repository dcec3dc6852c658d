import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the first spec that needs the built programs puts them (built-program.ts). */
    programFolder: string;
  }
}

/** A folder for the whole run, in which nothing is built yet. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-built-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  project.provide('programFolder', folder);
  // Of sources that have changed.
  project.onTestsRerun(() => {
    remove();
    mkdirSync(folder);
  });
  return remove;
}
