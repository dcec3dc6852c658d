import { Injectable } from '@nestjs/common';
import type { Origin } from '../../analytics/analytics.contract.js';
import { ChangedMeanwhile, type Transaction } from '../../identity/changes.store.js';
import { ScopeCatalogue } from '../../identity/scopes/scope.catalogue.js';
import { NamedSessionStore } from '../../identity/sessions/named-session.store.js';
import { currentTransaction } from '../../http/request-context.js';
import { BRIDGE_CLIENT, BRIDGE_PATH } from '../../kernel/bridge.js';
import { Clock } from '../../kernel/clock.js';
import { isRole } from '../../kernel/roles.js';
import { grants, sortScopes } from '../../kernel/scope-set.js';
import { Problem } from '../../kernel/problem.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import type { Authorization, PlannedSession, Refused } from '../../oauth/tokens/authorization.js';
import { gateRoot } from '../../proxy/gate-path.js';
import { Settings } from '../../settings/settings.js';
import type { Device } from '../devices/device.entity.js';
import { isAdoptable } from './host-session.rules.js';

/** The session of a host: the one it has already, or a new one. */
export interface HostSession {
  readonly id: string;
  readonly kept: boolean;
}

/** A device, as far as its tokens depend on it. */
export type ActingDevice = Pick<Device, 'id' | 'userId' | 'sessionId' | 'expiresAt'>;

/** What a device is given a token for. */
export interface DeviceGrant {
  readonly device: ActingDevice;
  readonly added: boolean;
  readonly scope: readonly string[];
  readonly session: HostSession;
  readonly origin: Origin;
}

/** Plans the sessions and tokens of devices: of its person's rights those that need no administrator. */
@Injectable()
export class DeviceSessions {
  constructor(
    private readonly named: NamedSessionStore,
    private readonly scopes: ScopeCatalogue,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** @param asked by the host; one that is in use, or was, is not given again */
  async fresh(asked: string | undefined): Promise<HostSession> {
    const now = this.clock.now();
    const adopted = asked !== undefined && isAdoptable(asked, now) && !(await this.named.exists(asked));
    return { id: adopted ? asked : uuidv7(now), kept: false };
  }

  /** In the transaction of what it is held for. @throws ChangedMeanwhile when it was closed, or taken, since it was looked at */
  async hold(transaction: Transaction, { id, kept }: HostSession, { expiresAt }: ActingDevice): Promise<void> {
    const good = kept ? await this.named.prolong(transaction, [id], expiresAt) : await this.named.take(transaction, id);
    if (!good) throw new ChangedMeanwhile();
  }

  /** Roles of administration are left out: they are good for the administration alone, where no device's token is. */
  async scope(roles: readonly string[]): Promise<readonly string[]> {
    const catalogue = await this.scopes.find([...new Set([...roles, 'user', 'anonymous'])]);
    const own = [...catalogue.values()].filter(
      ({ tier, name }) => tier === 'user' && !isRole(name) && grants(roles, name),
    );
    return sortScopes(['mcp', ...own.map(({ name }) => name)]);
  }

  audiences(): readonly [string, string] {
    return [this.settings.PUBLIC_URL + BRIDGE_PATH, this.settings.PUBLIC_URL + gateRoot('mcp')];
  }

  /** @param spend also holds the device's own session open */
  authorization(grant: DeviceGrant, spend: PlannedSession['spend']): Authorization {
    const { device, added, scope, session, origin } = grant;
    const [audience, ...furtherAudiences] = this.audiences();
    return {
      source: 'bridge',
      clientId: BRIDGE_CLIENT,
      subject: device.userId,
      userId: device.userId,
      asOwner: false,
      actor: { sub: device.id },
      scope,
      audience,
      furtherAudiences,
      lifetime: this.settings.BRIDGE_TOKEN_SECONDS,
      origin,
      grounds: { device: device.id, added },
      session: {
        ...session,
        continues: false,
        lineage: { txn: currentTransaction(this.clock.now()), ancestors: [device.sessionId] },
        expiresAt: device.expiresAt,
        scope,
        resources: [audience, ...furtherAudiences],
        claims: null,
        spend,
      },
    };
  }
}

/** What a device that nobody has let in yet is told; that it came is on record. */
export function waiting({ id, userId }: ActingDevice): Refused {
  const detail = { id, user_id: userId };
  return {
    error: new Problem(403, 'The device waits until an administrator lets it in.'),
    event: { kind: 'device.waiting', decision: 'deny', sub: userId, clientId: BRIDGE_CLIENT, detail },
  };
}
