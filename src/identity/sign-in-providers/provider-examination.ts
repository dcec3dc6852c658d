import { Injectable } from '@nestjs/common';
import type { WrongFields } from '../../http/json-body.js';
import { FetchRefused } from '../../outbound/fetch-refused.js';
import { Clock } from '../../kernel/clock.js';
import { ScopeCatalogue } from '../scopes/scope.catalogue.js';
import { ProviderDiscovery } from './provider-discovery.js';
import { ProviderSecrets } from './provider-secrets.js';
import type { SignInProvider } from './sign-in-provider.entity.js';
import type { SignInProviderRequest } from './sign-in-provider.request.js';
import type { ProviderFindings } from './sign-in-provider.store.js';

/** Looks at what only the database and the provider itself know of a registration. */
@Injectable()
export class ProviderExamination {
  constructor(
    private readonly scopes: ScopeCatalogue,
    private readonly discovery: ProviderDiscovery,
    private readonly secrets: ProviderSecrets,
    private readonly clock: Clock,
  ) {}

  /** Roles are scopes of the user tier. One that stood before may be gone: else nothing else could be changed any more. */
  async checkRoles(value: SignInProviderRequest, before: SignInProvider | null, wrong: WrongFields): Promise<void> {
    const known = new Set(before === null ? [] : [...before.rolesOfAll, ...Object.values(before.roleMap).flat()]);
    for (const name of ['roles_of_all', 'role_map'] as const) {
      if (wrong.has(name)) continue;
      const roles = name === 'role_map' ? Object.values(value.role_map).flat() : value.roles_of_all;
      const fault = await this.scopes.fault(
        [...new Set(roles)].filter((role) => !known.has(role)),
        'user',
      );
      if (fault !== null) wrong.add(name, fault);
    }
  }

  /**
   * Where people are sent, as the provider says now. One that is switched off, or is being so, need not be there.
   * @returns what is known, when the issuer is wrong
   */
  async endpoint(value: SignInProviderRequest, before: SignInProvider | null, wrong: WrongFields): Promise<string> {
    const same = before !== null && before.issuer === value.issuer ? before : null;
    const known = same?.authorizationEndpoint ?? '';
    const needed = same === null || (same.status !== value.status && value.status === 'active');
    if (wrong.has('issuer') || !needed) return known;
    try {
      return (await this.discovery.anew(value.issuer)).authorization_endpoint;
    } catch (error) {
      if (!(error instanceof FetchRefused)) throw error;
      wrong.add('issuer', `could not be discovered: ${error.message}`);
      return known;
    }
  }

  findings(of: {
    readonly id: string;
    readonly value: SignInProviderRequest;
    readonly before: SignInProvider | null;
    readonly authorizationEndpoint: string;
  }): ProviderFindings {
    const { id, value, before, authorizationEndpoint } = of;
    const { client_secret: secret, issuer, client_id: clientId } = value;
    if (secret !== undefined) {
      const sealedSecret = this.secrets.seal({ id, issuer, clientId }, secret);
      return { sealedSecret, secretSetAt: new Date(this.clock.now()), authorizationEndpoint };
    }
    if (before === null) throw new Error('a provider without a secret');
    const { sealedSecret, secretSetAt } = before;
    return { sealedSecret, secretSetAt, authorizationEndpoint };
  }
}
