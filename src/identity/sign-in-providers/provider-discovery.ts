import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../kernel/clock.js';
import { FetchRefused } from '../../outbound/fetch-refused.js';
import { GuardedFetch } from '../../outbound/guarded-fetch.js';
import { type ProviderMetadata, readMetadata } from './sign-in-provider.rules.js';

/** Milliseconds for which metadata is believed without asking again. */
const FRESH = 600_000;

/** Where a provider's endpoints are, as it says itself (OpenID Connect Discovery §4): of 100 providers, for ten minutes. */
@Injectable()
export class ProviderDiscovery {
  private readonly known = new LRUCache<string, { readonly at: number; readonly metadata: ProviderMetadata }>({
    max: 100,
  });

  constructor(
    private readonly fetch: GuardedFetch,
    private readonly clock: Clock,
  ) {}

  /** @throws FetchRefused when it cannot be had, or says what does not go together */
  async of(issuer: string): Promise<ProviderMetadata> {
    const known = this.known.get(issuer);
    return known !== undefined && this.clock.now() < known.at + FRESH ? known.metadata : this.anew(issuer);
  }

  /** The same, asked now. @throws FetchRefused */
  async anew(issuer: string): Promise<ProviderMetadata> {
    const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const metadata = readMetadata(await this.fetch.json(address), issuer);
    if (typeof metadata === 'string') throw new FetchRefused(address, metadata);
    this.known.set(issuer, { at: this.clock.now(), metadata });
    return metadata;
  }
}
