import { Injectable } from '@nestjs/common';
import type { RegisteredClient } from '../../identity/clients/client.directory.js';
import { isLater, type Soon } from '../../kernel/at-hand.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { isResourceUri, sameResource } from '../../kernel/resource-uri.js';
import { gatePath } from '../../proxy/gate-path.js';
import { type FoundUpstream, Upstreams } from '../../proxy/upstreams/upstreams.contract.js';
import { Settings } from '../../settings/settings.js';

/** A client, as far as this decision depends on it. */
export type TargetClient = Pick<RegisteredClient, 'resources' | 'audiences' | 'defaultAudience'>;

const MOST_RESOURCES = 20;

/** Decides where a token may be used (RFC 8707 §2.2). */
@Injectable()
export class Target {
  constructor(
    private readonly upstreams: Upstreams,
    private readonly settings: Settings,
  ) {}

  /**
   * The resources or audiences asked for, when they exist and the client may name them; else the client's default, else
   * the issuer, never "all". The token is for the first; the session may be used for all of them by whoever exchanges it.
   * @throws OAuthError `invalid_target`
   */
  audiencesFor(
    client: TargetClient,
    resource: readonly string[],
    audience: readonly string[],
  ): Soon<readonly [string, ...string[]]> {
    const [first, ...more] = [...new Set([...resource, ...audience])];
    if (first === undefined) return [this.defaultOf(client)];
    if (more.length >= MOST_RESOURCES) throw new OAuthError('invalid_target', 'too many resources');
    return this.checked(client, [first, ...more], resource);
  }

  private async checked(
    client: TargetClient,
    named: readonly [string, ...string[]],
    resource: readonly string[],
  ): Promise<readonly [string, ...string[]]> {
    for (const one of named) {
      const checking = this.checkNamed(client, one, resource.includes(one));
      if (isLater(checking)) await checking;
    }
    return named;
  }

  private defaultOf(client: TargetClient): string {
    // A client that is bound to its resources gets no other one by leaving the parameter out (RFC 8707 §2.2).
    if (client.defaultAudience === null) this.checkListed(client, this.settings.PUBLIC_URL, null);
    return client.defaultAudience ?? this.settings.PUBLIC_URL;
  }

  private checkNamed(client: TargetClient, asked: string, asResource: boolean): Soon<void> {
    if (asResource && !isResourceUri(asked)) {
      throw new OAuthError('invalid_target', 'resource must be an absolute URI without a fragment');
    }
    if (!asResource && client.audiences.includes(asked)) return;
    return this.check(client, asked);
  }

  /**
   * The resources that an authorization request names, or the one that a token without any would be for.
   * @throws OAuthError `invalid_target`
   */
  async resourcesFor(client: TargetClient, resource: readonly string[]): Promise<string[]> {
    return [...(await this.audiencesFor(client, resource, []))];
  }

  /**
   * The one of the granted resources that a token is for: the first, unless the client names one of them.
   * @throws OAuthError `invalid_target` also when it is gone meanwhile
   */
  async grantedAudience(
    client: TargetClient,
    granted: readonly string[],
    resource: readonly string[],
  ): Promise<string> {
    const named = [...new Set(resource)];
    if (named.length > 1) throw new OAuthError('invalid_target', 'a token is for one resource: ask for one at a time');
    const audience = granted.find((one) => named[0] === undefined || sameResource(one, named[0]));
    if (audience === undefined) throw new OAuthError('invalid_target', 'the resource is not among those granted');
    // The default audience of a client was its administrator's choice, and is no resource to be named.
    if (audience !== client.defaultAudience) await this.check(client, audience);
    return audience;
  }

  private check(client: TargetClient, asked: string): Soon<void> {
    const own = this.settings.publicBases.some((base) => sameResource(base, asked));
    return own ? this.checkListed(client, asked, null) : this.checkUpstream(client, asked);
  }

  private async checkUpstream(client: TargetClient, asked: string): Promise<void> {
    const upstream = isResourceUri(asked) ? await this.upstreams.findByResource(asked) : null;
    if (upstream === null) throw new OAuthError('invalid_target', 'no such resource or audience for this client');
    this.checkListed(client, asked, upstream);
  }

  /** @param upstream null where it is ourselves */
  private checkListed(client: TargetClient, asked: string, upstream: FoundUpstream | null): void {
    if (client.resources === null) return;
    // An alias names the same upstream: the client's list holds its first name.
    const canonical =
      upstream === null ? this.settings.PUBLIC_URL : this.settings.PUBLIC_URL + gatePath(upstream.kind, upstream.name);
    if (!client.resources.some((allowed) => sameResource(allowed, canonical) || sameResource(allowed, asked))) {
      throw new OAuthError('invalid_target', 'the client may not name this resource');
    }
  }
}
