import { type ChildProcess, spawn } from 'node:child_process';
import { readSettings } from '../../src/settings/settings.js';
import type { BuiltProgram } from './built-program.js';
import { eventually, METRICS_TOKEN } from './gated.js';
import { freePort, TestGatehouse } from './gatehouse.js';
import { isAlive } from './is-alive.js';

/** A line of the log. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read whatever was logged
export type Line = Record<string, any>;

/** `npm run cluster -- N` as processes of their own, and what they say. */
export class TestCluster {
  readonly logLines: string[] = [];
  /** What was said beside the log. */
  said = '';

  private constructor(
    private readonly child: ChildProcess,
    readonly gatehouse: TestGatehouse,
  ) {}

  static async start(
    program: BuiltProgram,
    words: readonly string[],
    environment: Record<string, string>,
  ): Promise<TestCluster> {
    const all = {
      PORT: String(await freePort()),
      BOOTSTRAP_CLIENT_ID: 'root-cli',
      BOOTSTRAP_CLIENT_SECRET: 'root secret: with +%& and ünicode',
      CLIENT_SECRET_COST: '4',
      LIMIT_TOKEN: '6000/60',
      LIMIT_PUBLIC: '6000/60',
      METRICS_TOKEN,
      ...environment,
    };
    const child = spawn(process.execPath, [program.path('src/main.js'), 'cluster', ...words], {
      env: { PATH: process.env['PATH'], ...all },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const lines: string[] = [];
    const cluster = new TestCluster(child, TestGatehouse.elsewhere(readSettings(all), lines));
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const whole = (rest + text).split('\n');
      rest = whole.pop()!;
      lines.push(...whole);
      cluster.logLines.push(...whole);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (cluster.said += text));
    return cluster;
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Log lines of one event. */
  logged(event: string): Line[] {
    return this.logLines.map((line) => JSON.parse(line) as Line).filter((line) => line['event'] === event);
  }

  /** The workers that live, by their number. */
  workers(): Map<number, number> {
    const started = this.logged('cluster.worker_started');
    const ended = new Set(this.logged('cluster.worker_ended').map(({ worker }) => worker as number));
    return new Map(
      started.filter(({ worker }) => !ended.has(worker as number)).map(({ worker, pid }) => [worker, pid] as const),
    );
  }

  /** Resolves when so many workers have begun to listen since the start. */
  async listening(times: number): Promise<void> {
    await this.until(() => this.logged('listening').length >= times, `${times} have listened`);
  }

  /** Processes start and end, while other tests run. */
  async until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
    for (let left = 6; ; left--) {
      try {
        return await eventually(holds, what);
      } catch (error) {
        if (left === 0 || this.child.exitCode !== null)
          throw new Error(`${what}\n${this.said}\n${this.logLines.join('\n')}`, { cause: error });
      }
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** @returns the exit code, or the signal that ended it */
  ended(): Promise<number | string | null> {
    const { child } = this;
    return new Promise((resolve) => {
      if ((child.exitCode ?? child.signalCode) !== null) resolve(child.exitCode ?? child.signalCode);
      // Not before everything that was said has been read.
      else child.once('close', (code, signal) => resolve(code ?? signal));
    });
  }

  /** Leaves nothing behind, whatever a test did. */
  async remove(): Promise<void> {
    for (const pid of this.workers().values()) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    this.signal('SIGKILL');
    await this.ended();
  }
}
