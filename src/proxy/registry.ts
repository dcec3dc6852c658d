import { Injectable } from '@nestjs/common';
import type { Caller } from '../kernel/caller.js';
import { LARGEST_PAGE, type PageRequest } from '../kernel/page.js';
import { grants } from '../kernel/scope-set.js';
import { Policy } from '../policy/policy.contract.js';
import type { Upstream, UpstreamKind } from './upstreams/upstream.entity.js';
import { Upstreams } from './upstreams/upstreams.contract.js';

/** Whose registry it is. */
export interface RegistryReader {
  readonly caller: Caller;
  /** The address that the request came from. */
  readonly address: string;
}

/** Upstreams that one request looks at: of very many that are closed to a caller, it goes on with the next. */
const MOST = 5 * LARGEST_PAGE;

/** What a page found, and after which id the next one begins; null when there is nothing more. */
export interface Reached {
  readonly upstreams: readonly Upstream[];
  readonly next: string | null;
}

/** Tells a caller what it may reach, by the questions of the gate: scopes, and policy for a request without a message. */
@Injectable()
export class Registry {
  constructor(
    private readonly upstreams: Upstreams,
    private readonly policy: Policy,
  ) {}

  /** @param kind all when left out */
  async page(reader: RegistryReader, { after, limit }: PageRequest, kind?: UpstreamKind): Promise<Reached> {
    const found: Upstream[] = [];
    let cursor = after;
    for (let looked = 0; looked < MOST; looked += LARGEST_PAGE) {
      const rows = await this.upstreams.page({ after: cursor, limit: LARGEST_PAGE });
      for (const upstream of rows.slice(0, LARGEST_PAGE)) {
        if (found.length === limit) return { upstreams: found, next: cursor };
        cursor = upstream.id;
        if (kind !== undefined && upstream.kind !== kind) continue;
        if (await this.reaches(reader, upstream)) found.push(upstream);
      }
      if (rows.length <= LARGEST_PAGE) return { upstreams: found, next: null };
    }
    return { upstreams: found, next: cursor };
  }

  /** @returns null for one that there is not, that is switched off, or that the caller may not reach */
  async find(reader: RegistryReader, kind: UpstreamKind, name: string): Promise<Upstream | null> {
    const upstream = await this.upstreams.find(kind, name);
    if (upstream === null || upstream.status !== 'active') return null;
    return (await this.reaches(reader, upstream)) ? upstream : null;
  }

  private async reaches({ caller, address }: RegistryReader, upstream: Upstream): Promise<boolean> {
    if (!upstream.requiredScopes.every((scope) => grants(caller.scopes, scope))) return false;
    return (await this.policy.decide({ caller, upstream, address, message: null })).decision === 'allow';
  }
}
