import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { RequestContext } from '../../http/request-context.js';
import type { Caller } from '../../kernel/caller.js';
import { Clock } from '../../kernel/clock.js';
import { LARGEST_PAGE } from '../../kernel/page.js';
import { grants } from '../../kernel/scope-set.js';
import { KeyRing } from '../../keys/key-ring.contract.js';
import { Policy, type PolicyCaller } from '../../policy/policy.contract.js';
import { gatePath } from '../../proxy/gate-path.js';
import type { Upstream } from '../../proxy/upstreams/upstream.entity.js';
import { Upstreams } from '../../proxy/upstreams/upstreams.contract.js';
import { Settings } from '../../settings/settings.js';
import type { DeviceOfPerson } from '../devices/calling-device.js';

/** Media type in the header of a manifest, which no other JWT of ours has (RFC 8725 §3.11). */
export const MANIFEST_TYP = 'gatehouse-manifest+jwt';
/** What a host must be able to read; it changes when a member changes its meaning. */
export const MANIFEST_SCHEMA = 1;

/**
 * Seconds for which a manifest is good: the key set has its key for longer, even if that is retired at once. Hosts whose
 * clock is slow have a minute.
 */
const LIFETIME = 3600;
const SKEW = 60;

/** What a manifest says, but for its times. */
export type ManifestContent = ReturnType<typeof contentOf> & { readonly mcp_servers: readonly object[] };

/** Tells a device what its person may reach, in a form that can be verified without asking again. */
@Injectable()
export class Manifests {
  constructor(
    private readonly upstreams: Upstreams,
    private readonly policy: Policy,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** @param dialled by which base the device came, and will dial the servers, and from which address */
  async content(
    caller: Caller,
    whose: DeviceOfPerson,
    dialled: Pick<RequestContext, 'base' | 'address'>,
  ): Promise<ManifestContent> {
    const { base, address } = dialled;
    const reached: Upstream[] = [];
    for (const upstream of await this.active()) {
      if (await this.reaches({ caller, upstream, address })) reached.push(upstream);
    }
    const { PUBLIC_URL, BRIDGE_MINIMUM_VERSION } = this.settings;
    const servers = reached.map((upstream) => serverOf(upstream, PUBLIC_URL, base));
    return { ...contentOf(whose, BRIDGE_MINIMUM_VERSION, await this.policy.version()), mcp_servers: servers };
  }

  /**
   * Equal for manifests that say the same, within one hour by the clock: one that is told to be unchanged has not expired.
   * Weak, since times and signatures differ (RFC 9110 §8.8.1).
   */
  tag(content: ManifestContent): string {
    const hour = Math.floor(this.clock.seconds() / LIFETIME);
    const digest = createHash('sha256')
      .update(JSON.stringify([hour, content]))
      .digest('base64url');
    return `W/"${digest}"`;
  }

  /**
   * A JWT in compact form, so that what was signed is what is sent, byte for byte (RFC 7515 §7.1). Its audience is the one
   * device: nobody takes it for a token, whether they look at its type or not. Its times are there twice, for JWT libraries
   * and for hosts.
   */
  async sign(content: ManifestContent): Promise<string> {
    const iat = this.clock.seconds();
    const [nbf, exp] = [iat - SKEW, iat + LIFETIME];
    const times = { issued_at: rfc3339(iat), not_before: rfc3339(nbf), expires_at: rfc3339(exp) };
    const { user, device } = content;
    const claims = { iss: this.settings.PUBLIC_URL, aud: device.id, sub: user.id, iat, nbf, exp };
    return this.keys.sign(MANIFEST_TYP, { ...claims, ...times, ...content });
  }

  /** MCP servers that are switched on; a device's token is for no agents. */
  private async active(): Promise<Upstream[]> {
    const found: Upstream[] = [];
    for (let after: string | null = null; ;) {
      const page: readonly Upstream[] = await this.upstreams.page({ after, limit: LARGEST_PAGE });
      found.push(...page.slice(0, LARGEST_PAGE).filter(({ kind }) => kind === 'mcp'));
      if (page.length <= LARGEST_PAGE) return found;
      after = page[LARGEST_PAGE - 1]?.id ?? null;
    }
  }

  /** The same questions as at the gate, of a request that has no message yet. */
  private async reaches(asked: PolicyCaller): Promise<boolean> {
    const { caller, upstream } = asked;
    if (!upstream.requiredScopes.every((scope) => grants(caller.scopes, scope))) return false;
    return (await this.policy.decide({ ...asked, message: null })).decision === 'allow';
  }
}

function contentOf({ device, person }: DeviceOfPerson, minimum: string, version: string) {
  return {
    schema_version: MANIFEST_SCHEMA,
    minimum_version: minimum,
    policy_version: version,
    user: { id: person.id, email: person.email, name: person.name, roles: person.roles },
    device: { id: device.id, name: device.name },
    agents: [],
  };
}

/** @param issuer before the path it is the resource, which stays the same by whichever base it is dialled */
function serverOf({ kind, name, requiredScopes, requiredTokenBinding }: Upstream, issuer: string, base: string) {
  const path = gatePath(kind, name);
  return {
    name,
    resource: issuer + path,
    endpoint: base + path,
    required_scopes: requiredScopes,
    binding: requiredTokenBinding,
  };
}

function rfc3339(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
