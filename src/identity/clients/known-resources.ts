import { Injectable } from '@nestjs/common';
import { sameResource } from '../../kernel/resource-uri.js';
import { Upstreams } from '../../proxy/upstreams/upstreams.contract.js';
import { Settings } from '../../settings/settings.js';

/** Which resources a client can refer to: those of the upstreams, and our own. */
@Injectable()
export class KnownResources {
  constructor(
    private readonly upstreams: Upstreams,
    private readonly settings: Settings,
  ) {}

  /** By its first name alone: an alias is the same upstream, and one list of names is enough. */
  async has(resource: string): Promise<boolean> {
    if (sameResource(resource, this.settings.PUBLIC_URL)) return true;
    return resource.startsWith(this.settings.PUBLIC_URL) && (await this.upstreams.findByResource(resource)) !== null;
  }

  /** @returns null when all are known */
  async fault(resources: readonly string[]): Promise<string | null> {
    const unknown: string[] = [];
    for (const resource of resources) if (!(await this.has(resource))) unknown.push(resource);
    return unknown.length === 0
      ? null
      : `neither the resource of an upstream nor the public URL: ${unknown.join(', ')}`;
  }
}
