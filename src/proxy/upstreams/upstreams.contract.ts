import type { PageRequest } from '../../kernel/page.js';
import type { Upstream, UpstreamKind } from './upstream.entity.js';

/** The upstreams that the gate serves; one that is switched off is found too, and whoever calls it is told so. */
export abstract class Upstreams {
  /** @returns null when there is none */
  abstract find(kind: UpstreamKind, name: string): Promise<Upstream | null>;

  /**
   * By resource identifier: any of our public bases and the path at the gate.
   * @returns null when it names no upstream
   */
  abstract findByResource(resource: string): Promise<Upstream | null>;

  /** Active ones in the order of their ids, one more than the page's limit, as `pageOf` wants them. */
  abstract page(request: PageRequest): Promise<readonly Upstream[]>;
}
