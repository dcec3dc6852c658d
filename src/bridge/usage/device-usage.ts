import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../kernel/clock.js';
import { UsageStore } from './usage.store.js';
import { usageView } from './usage.view.js';

/** Milliseconds for which an answer is given again: a month of calls takes long to count, and whoever asks may ask often. */
const STALE_AFTER = 30_000;

type Usage = ReturnType<typeof usageView> & { readonly as_of: string };

/** What a device and its person did, as it was at most half a minute ago. */
@Injectable()
export class DeviceUsage {
  private readonly known = new LRUCache<string, { readonly at: number; readonly usage: Promise<Usage> }>({ max: 1000 });

  constructor(
    private readonly store: UsageStore,
    private readonly clock: Clock,
  ) {}

  /** Whoever asks while it is being counted waits for the same count. */
  of(deviceId: string, userId: string): Promise<Usage> {
    const at = this.clock.now();
    const known = this.known.get(deviceId);
    if (known !== undefined && at - known.at < STALE_AFTER) return known.usage;
    const usage = this.count(deviceId, userId, at);
    this.known.set(deviceId, { at, usage });
    // What failed is not the answer to the next one; whoever asked is told.
    usage.catch(() => this.known.delete(deviceId));
    return usage;
  }

  private async count(deviceId: string, userId: string, at: number): Promise<Usage> {
    const totals = await this.store.totals(deviceId, userId);
    const calls = await this.store.calls(deviceId, userId);
    return { as_of: new Date(at).toISOString(), ...usageView(totals, calls) };
  }
}
