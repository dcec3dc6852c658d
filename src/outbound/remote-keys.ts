import { Injectable } from '@nestjs/common';
import type { JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import { Clock } from '../kernel/clock.js';
import { Log } from '../kernel/log.js';
import { FetchRefused } from './fetch-refused.js';
import { GuardedFetch } from './guarded-fetch.js';
import { RemoteKeySet } from './remote-key-set.js';
import { parsedUrl } from '../kernel/parsed-url.js';

/**
 * The key sets that clients and issuers publish, each fetched through {@link GuardedFetch}: of 500 URLs that administrators
 * named, and of 500 that anybody could have, lest these push out the others.
 */
@Injectable()
export class RemoteKeys {
  private readonly sets = new LRUCache<string, RemoteKeySet>({ max: 500 });
  private readonly setsOfStrangers = new LRUCache<string, RemoteKeySet>({ max: 500 });

  constructor(
    private readonly fetch: GuardedFetch,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /**
   * What finds the key of a token in the set at a URL; to be given to jose.
   * It throws jose's JWKSNoMatchingKey for a key that the set does not have, and FetchRefused when the set cannot be had:
   * then nothing is known of the token.
   * @throws FetchRefused when the text is not a URL
   */
  of(url: string, { ofStranger = false } = {}): JWTVerifyGetKey {
    const parsed = parsedUrl(url);
    if (parsed === null) throw new FetchRefused('A key set', 'its address is not a URL');
    const { href } = parsed;
    const sets = ofStranger ? this.setsOfStrangers : this.sets;
    const known = sets.get(href);
    if (known !== undefined) return known.find;
    const made = new RemoteKeySet(parsed, this.fetch, this.clock, this.log, ofStranger);
    sets.set(href, made);
    return made.find;
  }
}
