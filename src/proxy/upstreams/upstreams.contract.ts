import type { PageRequest } from '../../kernel/page.js';
import type { Upstream, UpstreamKind } from './upstream.entity.js';

/** What tells whether an upstream is still as it was, and is served at all. */
export type UpstreamState = Pick<Upstream, 'id' | 'status' | 'policyVersion' | 'updatedAt'>;

/** An upstream as a call finds it. */
export interface FoundUpstream extends Upstream {
  /** When it was read: microseconds since 1970 by the clock of the database, the one that all replicas have in common. */
  readonly readAt: number;
  /** Whether a tool of it was shown to anybody lately of which arguments are repeated as headers. */
  readonly mirrors: boolean;
}

/** The upstreams that the gate serves; one that is switched off is found too, and whoever calls it is told so. */
export abstract class Upstreams {
  /** @returns null when there is none */
  abstract find(kind: UpstreamKind, name: string): Promise<FoundUpstream | null>;

  /**
   * By resource identifier: any of our public bases and the path at the gate.
   * @returns null when it names no upstream
   */
  abstract findByResource(resource: string): Promise<FoundUpstream | null>;

  /** Of those that there still are. */
  abstract states(ids: readonly string[]): Promise<readonly UpstreamState[]>;

  /** Active ones in the order of their ids, one more than the page's limit, as `pageOf` wants them. */
  abstract page(request: PageRequest): Promise<readonly Upstream[]>;
}
