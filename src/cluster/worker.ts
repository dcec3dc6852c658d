import cluster from 'node:cluster';
import type { Metrics } from '../http/metrics.js';
import { PinoLog } from '../http/pino-log.js';
import type { Log } from '../kernel/log.js';
import { readEnvironment } from '../settings/environment.js';
import { StartPhases } from '../start-phases.js';
import type { FromWorker, ToWorker } from './messages.js';

/** One of several processes at one port: it serves as one alone does, on the database that the primary opened. */
export async function runWorker(): Promise<number> {
  const settings = readEnvironment();
  const log = new PinoLog(settings.LOG_LEVEL, undefined, { worker: cluster.worker?.id });
  const said = new Said(log);
  cluster.worker?.once('disconnect', () => {
    log.error('cluster.primary_gone');
    process.exit(1);
  });
  say({ say: 'begun' });
  const phases = new StartPhases(log);
  phases.end('program');
  const [databaseUrl, { serve }] = await Promise.all([said.databaseUrl, import('../serve.js')]);
  phases.end('code');
  await serve(settings, databaseUrl, log, {
    told: said.stop,
    phases,
    listens: (first) => say({ say: 'listens', first }),
    counts: (metrics) => said.countWith(metrics),
  });
  log.info('stopped');
  return 0;
}

/** What the primary has said to this worker, and what it answers by itself. */
class Said {
  readonly databaseUrl: Promise<string>;
  readonly stop: Promise<string>;
  private metrics: Metrics | undefined;
  private readonly reading = new Map<number, (text: string | null) => void>();
  private questions = 0;

  constructor(private readonly log: Log) {
    let serve: (databaseUrl: string) => void = () => undefined;
    let stop: (reason: string) => void = () => undefined;
    this.databaseUrl = new Promise((resolve) => (serve = resolve));
    this.stop = new Promise((resolve) => (stop = resolve));
    process.on('message', (message: ToWorker) => {
      if (message.say === 'serve') serve(message.databaseUrl);
      if (message.say === 'stop') stop(message.reason);
      if (message.say === 'count') this.count(message.question);
      if (message.say === 'metrics') this.reading.get(message.question)?.(message.text);
    });
    // One from a terminal or a service manager reaches the primary too: it is the same one, and no haste.
    process.on('SIGTERM', () => stop('SIGTERM'));
    process.on('SIGINT', () => undefined);
  }

  countWith(metrics: Metrics): void {
    this.metrics = metrics;
    metrics.tellOfAll(() => this.read());
  }

  /** Asked only once it listens. */
  private count(question: number): void {
    this.metrics?.counted().then(
      (counted) => say({ say: 'counted', question, counted }),
      (err: unknown) => this.log.error('cluster.metrics_unread', { err }),
    );
  }

  private async read(): Promise<string> {
    const question = ++this.questions;
    const answer = new Promise<string | null>((resolve) => this.reading.set(question, resolve));
    say({ say: 'read', question });
    const text = await answer;
    this.reading.delete(question);
    if (text === null) throw new Error('the metrics of the processes could not be added up');
    return text;
  }
}

function say(message: FromWorker): void {
  process.send?.(message);
}
