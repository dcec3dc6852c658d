import { Injectable } from '@nestjs/common';
import { Changes } from '../../identity/changes.store.js';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../kernel/log.js';
import { Settings } from '../../settings/settings.js';
import { told } from './ban-register.js';
import { BanStore } from './ban.store.js';

const DAY = 86_400_000;
/** More at once are an attack by many, which bans of single networks do not end. */
const MOST = 100;

/** Bans networks for a day, if a setting says so; else it counts whom it would have banned. */
@Injectable()
export class AutomaticBans {
  constructor(
    private readonly changes: Changes,
    private readonly bans: BanStore,
    private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @param networks as analytics keep them: no more is known of whom it is about */
  async consider(networks: readonly string[]): Promise<void> {
    if (this.settings.AUTOMATIC_BANS === 'off' || networks.length === 0) return;
    if (this.settings.AUTOMATIC_BANS === 'count') {
      return this.log.info('bans.would_be_made', { networks: networks.length });
    }
    // Those that are banned already must not take the places of others.
    const others = await this.bans.notBanned(networks);
    for (const network of others.slice(0, MOST)) await this.ban(network);
  }

  private async ban(network: string): Promise<void> {
    const expiresAt = new Date(this.clock.now() + DAY);
    const fields = { range: null, network, reason: 'probes for weaknesses', source: 'automatic', expiresAt } as const;
    await this.changes.record(
      (transaction) => this.bans.insertUnknown(transaction, fields),
      (ban) => ban && { kind: 'ban.created', decision: 'done', reason: fields.reason, detail: told(ban) },
    );
  }
}
