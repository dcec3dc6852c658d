import { Injectable } from '@nestjs/common';
import { AccessKeyRegister } from '../identity/credentials/access-key-register.js';
import { accessKeyPrefix } from '../identity/credentials/access-key.rules.js';
import { AccessKeyStore } from '../identity/credentials/access-key.store.js';
import type { SignedIn } from '../identity/sessions/web-session.store.js';
import { LARGEST_PAGE } from '../kernel/page.js';
import { BUILT_IN_SCOPES, grants, type Scope } from '../kernel/scope-set.js';
import { Settings } from '../settings/settings.js';
import { byPerson } from './account-endings.js';
import type { AccountKeyProps } from './account-key-parts.js';
import { Presence } from './presence.js';

/** What people may give to a key of their own; for anything else they ask an administrator. */
const OFFERED = ['mcp', 'a2a', 'user'];

/** A person's own access keys: which there are, what a new one could do, and the end of one. */
@Injectable()
export class AccountKeys {
  constructor(
    private readonly keys: AccessKeyStore,
    private readonly register: AccessKeyRegister,
    private readonly settings: Settings,
    private readonly presence: Presence,
  ) {}

  async of(person: SignedIn): Promise<AccountKeyProps> {
    const keys = await this.keys.list({ after: null, limit: LARGEST_PAGE }, { user_id: person.userId, active: true });
    return {
      keys: keys.map(({ id, name, scope: scopes, resources, addresses, ...times }) => {
        const { createdAt: since, expiresAt: until, lastUsedAt: used } = times;
        return { id, name, prefix: accessKeyPrefix(id), scopes, resources, addresses, since, until, used };
      }),
      scopes: this.offered(person),
      mostDays: this.settings.ACCESS_KEY_DAYS,
      asksPassword: !this.presence.isFresh(person),
      mustConfirm: await this.presence.mustConfirm(person),
    };
  }

  offered(person: SignedIn): Scope[] {
    const own = ({ name, tier }: Scope): boolean => tier !== 'user' || grants(person.roles, name);
    return BUILT_IN_SCOPES.filter((scope) => OFFERED.includes(scope.name) && own(scope));
  }

  /** @returns whether there was such a key of the person's */
  async revoke(person: SignedIn, id: string): Promise<boolean> {
    const key = await this.keys.find(id);
    if (key === null || key.userId !== person.userId) return false;
    const event = (kind: string, detail: Readonly<Record<string, unknown>>) => byPerson(person, kind, detail);
    await this.register.revoke(key, 'access key revoked by its owner', { event });
    return true;
  }
}
