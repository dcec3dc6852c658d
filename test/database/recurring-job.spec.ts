import { afterEach, expect, it } from 'vitest';
import { RecurringJob } from '../../src/database/recurring.job.js';
import type { Log } from '../../src/kernel/log.js';
import { eventually } from '../support/gated.js';

/** Work that goes on until a test ends it. */
class HeldJob extends RecurringJob {
  readonly warned: [string, unknown][] = [];
  readonly held: { end: () => void; fail: (error: Error) => void }[] = [];
  most = 0;
  private atOnce = 0;

  constructor(every: number, atStart = false) {
    const warn = (event: string, fields?: object) => void this.warned.push([event, fields]);
    super({ warn } as Log, { every, atStart, failure: 'held.failed' });
  }

  get runs(): number {
    return this.held.length;
  }

  protected async work(): Promise<void> {
    this.most = Math.max(this.most, ++this.atOnce);
    try {
      await new Promise<void>((end, fail) => this.held.push({ end, fail }));
    } finally {
      this.atOnce--;
    }
  }
}

const NEVER = 3_600_000;
let job: HeldJob;
afterEach(async () => {
  const stopping = job.beforeApplicationShutdown();
  for (const { end } of job.held) end();
  await stopping;
});
const runs = (count: number) => eventually(() => job.runs === count, `run ${count}`);

it('a start waits for the first run where it is to, and is not kept by one that fails', async () => {
  job = new HeldJob(NEVER, true);
  let started = false;
  const starting = job.onApplicationBootstrap().then(() => (started = true));
  await runs(1);
  expect(started).toBe(false);
  const err = new Error('the database is away');
  job.held[0]!.fail(err);
  await starting;
  expect(job.warned).toEqual([['held.failed', { err }]]);
});

it('its time comes again and again, after a failure as well, and never while it is at work', async () => {
  job = new HeldJob(1);
  await job.onApplicationBootstrap();
  for (let count = 1; count <= 5; count++) {
    await runs(count);
    // Many times come and go.
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(job.runs).toBe(count);
    if (count % 2 === 0) job.held[count - 1]!.end();
    else job.held[count - 1]!.fail(new Error(`run ${count}`));
  }
  await runs(6);
  expect([job.most, job.warned.length]).toEqual([1, 3]);
});

it('whoever asks while it is at work has it done once more, however many they are', async () => {
  job = new HeldJob(NEVER);
  const first = job.run();
  const others = [job.run(), job.run(), job.run()];
  await runs(1);
  job.held[0]!.end();
  await runs(2);
  job.held[1]!.end();
  await Promise.all([first, ...others]);
  expect([job.runs, job.most]).toEqual([2, 1]);
});

it('a stop waits for what is at work, and nothing begins afterwards', async () => {
  job = new HeldJob(1);
  await job.onApplicationBootstrap();
  await runs(1);
  let stopped = false;
  void job.run();
  const stopping = job.beforeApplicationShutdown().then(() => (stopped = true));
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(stopped).toBe(false);
  job.held[0]!.end();
  await stopping;
  await job.run();
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(job.runs).toBe(1);
});
