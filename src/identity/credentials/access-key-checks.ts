import { Injectable } from '@nestjs/common';
import { examined, type JsonFields } from '../../http/json-body.js';
import { Clock } from '../../kernel/clock.js';
import { Problem } from '../../kernel/problem.js';
import { readScope, sortScopes } from '../../kernel/scope-set.js';
import { Upstreams } from '../../proxy/upstreams/upstreams.contract.js';
import { Settings } from '../../settings/settings.js';
import { ScopeCatalogue } from '../scopes/scope.catalogue.js';
import type { Transaction } from '../changes.store.js';
import type { User } from '../users/user.entity.js';
import { UserStore } from '../users/user.store.js';
import { AccessKeyRequest } from './access-key.request.js';
import { keyScopeFault } from './access-key.rules.js';
import type { AccessKeyFields } from './access-key.store.js';

const DAY = 86_400_000;

/** Checks what an access key may be, whoever makes it. */
@Injectable()
export class AccessKeyChecks {
  constructor(
    private readonly users: UserStore,
    private readonly scopes: ScopeCatalogue,
    private readonly upstreams: Upstreams,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 404, 409 for somebody who is not active */
  async owner(userId: string): Promise<User> {
    const owner = await this.users.find(userId);
    if (owner === null) throw Problem.notFound('user');
    if (owner.status !== 'active') throw Problem.conflict('The user is not active, and may have no access key.');
    return owner;
  }

  /**
   * Keeps the scopes that were found until the transaction ends.
   * @throws ChangedMeanwhile when one is gone
   */
  hold(transaction: Transaction, { scope }: AccessKeyFields): Promise<void> {
    return this.scopes.hold(transaction, scope);
  }

  /** @throws Problem 400 that names every wrong field */
  async fields(owner: User, body: JsonFields): Promise<AccessKeyFields> {
    const { value, wrong } = examined(AccessKeyRequest, body);
    const checks: Partial<Record<keyof AccessKeyRequest, () => Promise<string | null> | string | null>> = {
      scope: async () => keyScopeFault(value.scope, owner.roles, await this.scopes.find(readScope(value.scope))),
      resources: () => this.resourcesFault(value.resources ?? []),
      expires_at: () => this.expiryFault(value.expires_at),
    };
    for (const [name, fault] of Object.entries(checks)) {
      const detail = wrong.has(name) ? null : await fault();
      if (detail !== null) wrong.add(name, detail);
    }
    wrong.refuse();
    return {
      userId: owner.id,
      name: value.name.trim(),
      scope: sortScopes(readScope(value.scope)),
      resources: value.resources ? [...new Set(value.resources)] : null,
      addresses: [...new Set(value.addresses)],
      expiresAt: new Date(value.expires_at),
    };
  }

  /** Upstreams alone, by their first name: what the public URL itself serves is not for access keys. */
  private async resourcesFault(resources: readonly string[]): Promise<string | null> {
    const unknown: string[] = [];
    for (const resource of resources) {
      const named = resource.startsWith(this.settings.PUBLIC_URL);
      if (!named || (await this.upstreams.findByResource(resource)) === null) unknown.push(resource);
    }
    return unknown.length === 0 ? null : `not the resource of an upstream: ${unknown.join(', ')}`;
  }

  private expiryFault(expiresAt: string): string | null {
    const at = Date.parse(expiresAt);
    const now = this.clock.now();
    if (at <= now) return 'must lie in the future';
    const days = this.settings.ACCESS_KEY_DAYS;
    return at <= now + days * DAY ? null : `must lie within ${days} days`;
  }
}
