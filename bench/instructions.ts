import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { start } from './children.js';

const EVENT = 'instructions:u';

/** Whether this machine counts instructions of user space: many a virtual one has no such counter. */
export const countsInstructions =
  numberOf(spawnSync('perf', ['stat', '-x,', '-e', EVENT, 'true'], { encoding: 'utf8' }).stderr) !== undefined;

/** Instructions that a process and its threads spend in user space until `run` is done. @throws Error when perf counts none */
export async function instructionsOf<T>(pid: number, run: () => Promise<T>): Promise<{ done: T; count: number }> {
  const perf = start('load', 'perf', ['stat', '-x,', '-e', EVENT, '-p', String(pid)]);
  let said = '';
  perf.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(perf, 'close');
  const done = await run();
  // Upon which it prints what it counted.
  perf.kill('SIGINT');
  await ended;
  const count = numberOf(said);
  if (count === undefined) throw new Error(`perf counted nothing: ${said}`);
  return { done, count };
}

/** The first field of the line of an event: a number, or in angle brackets why there is none. */
function numberOf(said: string | null): number | undefined {
  const line = (said ?? '').split('\n').find((one) => one.includes(EVENT)) ?? '';
  const count = Number(line.split(',')[0]);
  return line !== '' && Number.isFinite(count) && count > 0 ? count : undefined;
}
