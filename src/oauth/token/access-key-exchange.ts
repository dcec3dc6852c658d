import { Injectable } from '@nestjs/common';
import type { Origin } from '../../analytics/analytics.contract.js';
import { examined, type JsonFields } from '../../http/json-body.js';
import { KeyRefused } from '../../identity/credentials/access-key-refusals.js';
import { accessKeyClientId } from '../../identity/credentials/access-key.rules.js';
import type { AdmittedAccessKey } from '../../identity/credentials/access-keys.js';
import { SessionStore } from '../../identity/sessions/session.store.js';
import { below } from '../../kernel/lineage.js';
import { Clock } from '../../kernel/clock.js';
import { sameResource } from '../../kernel/resource-uri.js';
import { grants, readScope, sortScopes } from '../../kernel/scope-set.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { gatePath } from '../../proxy/gate-path.js';
import { Upstreams } from '../../proxy/upstreams/upstreams.contract.js';
import { Settings } from '../../settings/settings.js';
import type { Authorization, PlannedSession } from '../tokens/authorization.js';
import { keyRefused } from './access-key.guard.js';
import { AccessKeyTokenRequest } from './access-key-token.request.js';

/** Plans the token that an access key is exchanged for: for one resource, no more than the key, and ends with it. */
@Injectable()
export class AccessKeyExchange {
  constructor(
    private readonly upstreams: Upstreams,
    private readonly sessions: SessionStore,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** @throws Problem 400 that names every wrong field */
  async authorization(key: AdmittedAccessKey, body: JsonFields, origin: Origin): Promise<Authorization> {
    const { value, wrong } = examined(AccessKeyTokenRequest, body);
    const audience = value.resource ?? (key.resources?.length === 1 ? key.resources[0] : undefined);
    const resourceFault = wrong.has('resource') ? null : await this.resourceFault(key, audience);
    if (resourceFault !== null) wrong.add('resource', resourceFault);
    const scope = value.scope === undefined || wrong.has('scope') ? key.scope : readScope(value.scope);
    const beyond = scope.filter((name) => !grants(key.scope, name));
    if (beyond.length > 0) wrong.add('scope', `not among the scopes of this key: ${beyond.join(', ')}`);
    else if (scope.length === 0) wrong.add('scope', 'nothing is left of the scopes of this key');
    wrong.refuse();
    const clientId = accessKeyClientId(key.id);
    return {
      source: 'api',
      clientId,
      subject: key.userId,
      userId: key.userId,
      asOwner: false,
      actor: { sub: clientId },
      scope: sortScopes(scope),
      audience: audience ?? '',
      origin,
      session: this.session(key, scope, audience ?? ''),
    };
  }

  private async resourceFault({ resources }: AdmittedAccessKey, asked: string | undefined): Promise<string | null> {
    if (asked === undefined) return 'must name the one resource that the token is for';
    const upstream = await this.upstreams.findByResource(asked);
    if (upstream === null) return 'is not the resource of an upstream';
    // An alias names the same upstream: the key's list holds its first name.
    const first = this.settings.PUBLIC_URL + gatePath(upstream.kind, upstream.name);
    const opened = resources === null || resources.some((one) => sameResource(one, first));
    return opened ? null : 'is not among the resources of this key';
  }

  private session(key: AdmittedAccessKey, scope: readonly string[], audience: string): PlannedSession {
    const end = (this.clock.seconds() + this.settings.ACCESS_TOKEN_SECONDS) * 1000;
    return {
      continues: false,
      id: uuidv7(this.clock.now()),
      lineage: below(key.sessionId, key),
      expiresAt: new Date(Math.min(end, key.expiresAt.getTime())),
      scope,
      resources: [audience],
      claims: null,
      spend: async (transaction) => {
        // Closed since it was looked at; its closing is on record.
        if (!(await this.sessions.holdOpen(transaction, key.sessionId))) throw keyRefused(new KeyRefused());
        return null;
      },
    };
  }
}
