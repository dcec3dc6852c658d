import { Injectable } from '@nestjs/common';
import type { WrongFields } from '../http/json-body.js';
import { isUuid } from '../http/page-query.js';
import { ClientStore } from '../identity/clients/client.store.js';
import { TrustedIssuers } from '../identity/federation/trusted-issuers.js';
import { ScopeCatalogue } from '../identity/scopes/scope.catalogue.js';
import { UserStore } from '../identity/users/user.store.js';
import { OWN_ACRS } from '../kernel/authentication-class.js';
import { BRIDGE_CLIENT } from '../kernel/bridge.js';
import type { PrincipalType } from './policy-rule.entity.js';

const KINDS = ['agent', 'application', 'service'];

/** Sees that a rule names somebody, and asks for what there is: a misspelt deny would deny nobody, and nobody would notice. */
@Injectable()
export class KnownPrincipals {
  constructor(
    private readonly users: UserStore,
    private readonly clients: ClientStore,
    private readonly scopes: ScopeCatalogue,
    private readonly issuers: TrustedIssuers,
  ) {}

  async check({ type, id }: { type: PrincipalType; id?: string | null }, wrong: WrongFields): Promise<void> {
    if (type === 'any') {
      if ((id ?? null) !== null) wrong.add('principal', 'has no id when its type is any');
      return;
    }
    const fault = typeof id === 'string' ? await this.fault(type, id) : `has no id, which type ${type} needs`;
    if (fault !== null) wrong.add('principal', fault);
  }

  /** @param acr of the condition, if it has one */
  async checkClasses(acr: readonly string[] | undefined, wrong: WrongFields): Promise<void> {
    if (acr === undefined || acr.some((one) => OWN_ACRS.includes(one)) || (await this.issuers.tellOfSignIns())) return;
    const detail = `must have one of ${OWN_ACRS.join(', ')}, unless another issuer is trusted to tell of sign-ins`;
    wrong.add(['conditions', 'authentication', 'acr'], detail);
  }

  private async fault(type: Exclude<PrincipalType, 'any'>, id: string): Promise<string | null> {
    switch (type) {
      case 'user':
        return isUuid(id) && (await this.users.find(id)) !== null ? null : 'is no user: the id is a user’s id';
      case 'client':
        return id === BRIDGE_CLIENT || (await this.clients.find(id)) !== null
          ? null
          : 'is no client: the id is a client_id';
      case 'role':
        return this.scopes.fault([id], 'user');
      case 'kind':
        return KINDS.includes(id) ? null : `is no kind of client: ${KINDS.join(', ')}`;
      // A group is whatever people are said to be in, now or later.
      case 'group':
        return null;
    }
  }
}
