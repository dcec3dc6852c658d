import { existsSync, readFileSync, readlinkSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './is-alive.js';

const POLL_MS = 50;

/**
 * What several processes need is made by whoever needs it first; the others wait.
 * @param folder where they tell each other
 * @throws Error for all of them when it could not be made
 */
export async function madeOnce(folder: string, make: () => Promise<void>): Promise<void> {
  const [maker, outcome] = [join(folder, 'maker'), join(folder, 'outcome')];
  if (isFirst(maker)) tell(outcome, await failureOf(make));
  // Read before the outcome, which the process may have told as its last word.
  for (let goesOn = true; !existsSync(outcome); await sleep(POLL_MS)) {
    if (!goesOn) throw new Error('The process that was to make it for all has ended.');
    goesOn = isAlive(Number(readlinkSync(maker)));
  }
  const failure = readFileSync(outcome, 'utf8');
  if (failure !== '') throw new Error(failure);
}

/** A symbolic link is there with all that it says, or not at all: it says which process makes it. */
function isFirst(maker: string): boolean {
  try {
    symlinkSync(String(process.pid), maker);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** @returns what went wrong; nothing when nothing did */
function failureOf(make: () => Promise<void>): Promise<string> {
  return make().then(
    () => '',
    (error: unknown) =>
      `It could not be made. ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
}

/** Whole, or not at all. */
function tell(outcome: string, text: string): void {
  writeFileSync(`${outcome}.new`, text);
  renameSync(`${outcome}.new`, outcome);
}
