import { Injectable } from '@nestjs/common';
import type { Waiting } from '../../device-grant/waiting.contract.js';
import { type AskingClient, ClientDirectory, mayAct, whyNot } from '../../identity/clients/client.directory.js';
import { DEVICE_CODE } from '../../identity/clients/client.rules.js';
import { fingerprintOf } from '../../identity/consents/consents.js';
import type { ConsentQuestion } from '../../identity/consents/consent.store.js';
import { ScopeCatalogue } from '../../identity/scopes/scope.catalogue.js';
import type { SignedIn } from '../../identity/sessions/web-session.store.js';
import { Clock } from '../../kernel/clock.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { heldScopes, type Scope } from '../../kernel/scope-set.js';
import { wishOf } from './device-codes.js';
import { boundedScopes, permittedScopes } from './device-scope.rules.js';

/** What a person would allow a client that waits. */
export interface DeviceOffer {
  readonly client: AskingClient;
  readonly question: ConsentQuestion;
  readonly catalogue: ReadonlyMap<string, Scope>;
}

/** Looks at what a client that waits could be allowed now. It changes nothing. */
@Injectable()
export class DeviceOffers {
  constructor(
    private readonly clients: ClientDirectory,
    private readonly scopes: ScopeCatalogue,
    private readonly clock: Clock,
  ) {}

  /** @throws PageRefusal when the client may no longer act, or the person has nothing of what it asks for */
  async of(waiting: Waiting, person: SignedIn): Promise<DeviceOffer> {
    const client = waiting.clientId === null ? null : await this.clients.findAsking(waiting.clientId);
    if (client === null || !mayAct(client, this.clock.now()) || !client.grantTypes.includes(DEVICE_CODE)) {
      const text = `The application that shows this code ${whyNot(client, this.clock.now())}.`;
      throw new PageRefusal(400, 'This application cannot be let in', text, 'unauthorized_client');
    }
    const { scope: wanted, resources } = wishOf(waiting);
    // What it may be given can have been taken from it since it asked.
    const asked = permittedScopes(wanted, client);
    const catalogue = await this.scopes.find(asked);
    const scope = boundedScopes(heldScopes(asked, person.roles, catalogue));
    if (scope.length === 0) {
      const text = 'Your account has none of the permissions that the application asks for.';
      throw new PageRefusal(403, 'You cannot allow this', text, 'access_denied');
    }
    const { userId } = person;
    const question = { userId, clientId: client.clientId, resources, scope, fingerprint: fingerprintOf(client) };
    return { client, question, catalogue };
  }
}
