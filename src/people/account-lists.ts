import { Injectable } from '@nestjs/common';
import { ClientStore } from '../identity/clients/client.store.js';
import { ConsentStore } from '../identity/consents/consent.store.js';
import { ScopeCatalogue } from '../identity/scopes/scope.catalogue.js';
import { SessionList } from '../identity/sessions/session.list.store.js';
import { type SignedIn, WebSessionStore } from '../identity/sessions/web-session.store.js';
import { LARGEST_PAGE } from '../kernel/page.js';
import { sortScopes } from '../kernel/scope-set.js';
import type { AccountPageProps } from './account.page.js';

const all = { after: null, limit: LARGEST_PAGE };

/** Gathers what the account page shows. */
@Injectable()
export class AccountLists {
  constructor(
    private readonly web: WebSessionStore,
    private readonly sessions: SessionList,
    private readonly clients: ClientStore,
    private readonly consents: ConsentStore,
    private readonly scopes: ScopeCatalogue,
  ) {}

  async of(person: SignedIn): Promise<Pick<AccountPageProps, 'signIns' | 'acts' | 'agents' | 'consents'>> {
    const signIns = await this.web.list(person.userId);
    const agents = await this.clients.list(all, { ownerId: person.userId }, null);
    return {
      signIns: signIns.map((signIn) => ({ ...signIn, current: signIn.id === person.sessionId })),
      acts: await this.sessions.acts(person.userId),
      agents: agents.map(({ clientId, clientName: name, kind, status, purpose }) => ({
        clientId,
        name,
        kind,
        status,
        purpose,
      })),
      consents: await this.agreed(person.userId),
    };
  }

  private async agreed(userId: string): Promise<AccountPageProps['consents']> {
    const consents = await this.consents.list(all, { user_id: userId });
    const known = await this.scopes.find([...new Set(consents.flatMap(({ scope }) => scope))]);
    return consents.map(({ id, clientName, resource, scope, createdAt: since }) => ({
      id,
      clientName,
      resource,
      since,
      scopes: sortScopes(scope).map((name) => ({ name, description: known.get(name)?.description ?? name })),
    }));
  }
}
