import { Injectable } from '@nestjs/common';
import { RecurringJob } from '../../database/recurring.job.js';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../kernel/log.js';
import { Settings } from '../../settings/settings.js';
import { AutomaticBans } from '../bans/automatic-bans.js';
import { levelOf, reputationOf, reputationSignals, scoreOf, sumOf } from './behavior.rules.js';
import { BehaviorStore, type LockedBehavior, type Scored, type Seen } from './behavior.store.js';

const INTERVAL = 600_000;
const HOUR = 3_600_000;
/** Probes in a day from which on a network may be banned: one that mistypes a path makes none of them. */
const PROBES_OF_A_SCANNER = 10;

/** Looks at what was counted, every ten minutes and never at a request's expense: one instance at a time. */
@Injectable()
export class BehaviorJob extends RecurringJob {
  constructor(
    private readonly store: BehaviorStore,
    private readonly bans: AutomaticBans,
    private readonly settings: Settings,
    private readonly clock: Clock,
    log: Log,
  ) {
    super(log, { every: INTERVAL, atStart: false, failure: 'behavior.failed' });
  }

  protected async work(): Promise<void> {
    const now = this.clock.now();
    const scanners = await this.store.alone(async (look) => {
      await look.engage();
      await look.forget();
      const networks = await look.seen('network');
      await look.keepScores(
        networks.map((seen) => scored(seen, sumOf(scoreOf(seen)), scoreOf(seen))),
        this.settings.BEHAVIOR_THRESHOLD,
      );
      const fingerprints = await look.seen('fingerprint');
      await look.keepReputation(
        fingerprints.map((seen) => {
          const score = scoreOf(seen, reputationSignals);
          return scored(seen, reputationOf(score), score);
        }),
      );
      await this.compare(look, new Date(now - (now % HOUR) - HOUR));
      return networks.filter(({ probes }) => probes >= PROBES_OF_A_SCANNER).map(({ name }) => name);
    }, now);
    await this.bans.consider(scanners ?? []);
  }

  private async compare(look: LockedBehavior, hour: Date): Promise<void> {
    const thresholds = new Map((await look.thresholds()).map((threshold) => [threshold.metric, threshold]));
    for (const measure of await look.measures(hour)) {
      const threshold = thresholds.get(measure.metric);
      const { metric, value } = measure;
      const level = threshold === undefined || value === null ? null : levelOf(value, threshold);
      if (level === null || !(await look.keepAlarm(hour, measure, level))) continue;
      this.log.warn('traffic.alarm', { metric, level, value, hour: hour.toISOString() });
    }
  }
}

function scored({ name, requests, issued, others }: Seen, score: number, signals: Scored['signals']): Scored {
  return { name, score, signals, requests, issued, others };
}
