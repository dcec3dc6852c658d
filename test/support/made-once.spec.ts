import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { madeOnce } from './made-once.js';

const folders = mkdtempSync(join(tmpdir(), 'gatehouse-once-'));
afterAll(() => rmSync(folders, { recursive: true }));
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(folders, 'one-'))));

it('who comes first makes it, the others wait until it is made, and who comes later has it', async () => {
  const made: string[] = [];
  let ready = (): void => undefined;
  const work = new Promise<void>((resolve) => (ready = resolve));
  const need = async (name: string): Promise<void> => {
    await madeOnce(folder, async () => {
      await work;
      made.push(`made by ${name}`);
    });
    made.push(name);
  };
  const all = ['a', 'b', 'c'].map(need);
  expect(await Promise.race([...all, new Promise((resolve) => setTimeout(resolve, 200, 'waiting'))])).toBe('waiting');
  ready();
  await Promise.all(all);
  await need('d');
  expect(made.toSpliced(1, 3)).toEqual(['made by a', 'd']);
  expect(made.slice(1, 4).sort()).toEqual(['a', 'b', 'c']);
});

it('that it cannot be made is told to all', async () => {
  let tries = 0;
  const need = () =>
    madeOnce(folder, () => {
      tries++;
      return Promise.reject(new Error('no such source'));
    });
  const ends = await Promise.allSettled([need(), need(), need()]);
  expect(ends).toEqual(
    ends.map(() => ({
      status: 'rejected',
      reason: expect.objectContaining({ message: expect.stringContaining('no such source') }),
    })),
  );
  await expect(need()).rejects.toThrow('no such source');
  expect(tries).toBe(1);
});

it('nobody waits for a process that has ended before it was done', async () => {
  const gone = spawn(process.execPath, ['--eval', '']);
  await once(gone, 'exit');
  symlinkSync(String(gone.pid), join(folder, 'maker'));
  await expect(madeOnce(folder, () => Promise.resolve())).rejects.toThrow('ended');
});
