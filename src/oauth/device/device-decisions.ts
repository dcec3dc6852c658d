import { Injectable } from '@nestjs/common';
import { DeviceAuthorizations } from '../../device-grant/device-authorizations.js';
import type { Waiting } from '../../device-grant/waiting.contract.js';
import { Changes, type Transaction } from '../../identity/changes.store.js';
import { ClientStore } from '../../identity/clients/client.store.js';
import { ConsentStore } from '../../identity/consents/consent.store.js';
import { isRole } from '../../kernel/roles.js';
import type { SignedIn } from '../../identity/sessions/web-session.store.js';
import { AuthorizationCodeStore } from '../authorize/authorization-code.store.js';
import { about, cannotContinue } from '../authorize/authorization-decisions.js';
import { wishOf } from './device-codes.js';
import type { DeviceOffer } from './device-offers.js';

/** What becomes of a client that waits, each in one commit with its evidence. */
@Injectable()
export class DeviceDecisions {
  constructor(
    private readonly changes: Changes,
    private readonly authorizations: DeviceAuthorizations,
    private readonly codes: AuthorizationCodeStore,
    private readonly consents: ConsentStore,
    private readonly clients: ClientStore,
  ) {}

  /**
   * Writes down what the person agreed to, and makes of the device code an authorization code of the client.
   * @returns false when the client is no longer what the person looked at
   * @throws PageRefusal when it no longer waits
   */
  allow(waiting: Waiting, offer: DeviceOffer, person: SignedIn): Promise<boolean> {
    const { client, question } = offer;
    const { clientId } = client;
    return this.changes.record(
      async (transaction) => {
        if (!(await this.clients.holdUnchanged(transaction, clientId, client.updatedAt))) return false;
        await this.authorizations.answer(transaction, waiting, person, 'allowed');
        // Roles are asked for every time, here and at a browser; the rest is what the person can take back in the account.
        const remembered = question.scope.filter((name) => !isRole(name));
        await this.consents.give(transaction, { ...question, scope: remembered });
        await this.give(transaction, waiting, offer, person);
        return true;
      },
      (isAllowed) => {
        if (!isAllowed) return null;
        const { userId: sub, sessionId: sid } = person;
        const detail = { scope: question.scope.join(' '), resources: question.resources, ...GRANT };
        const told = { decision: 'allow', sub, sid, clientId, ...about(question.resources), detail } as const;
        return [
          { kind: 'consent.given', ...told },
          { kind: 'authorization.granted', ...told },
        ];
      },
      // Deleted while the person looked at the page.
      { consents_client: cannotContinue(), consents_user: cannotContinue() },
    );
  }

  /** @throws PageRefusal when it no longer waits */
  async deny(waiting: Waiting, person: SignedIn): Promise<void> {
    const { userId: sub, sessionId: sid } = person;
    await this.changes.record(
      (transaction) => this.authorizations.answer(transaction, waiting, person, 'denied'),
      () => ({
        kind: 'authorization.refused',
        decision: 'deny',
        reason: 'access_denied',
        sub,
        sid,
        ...(waiting.clientId === null ? {} : { clientId: waiting.clientId }),
        detail: { text: 'the person said no', ...GRANT },
      }),
    );
  }

  private async give(
    transaction: Transaction,
    waiting: Waiting,
    { question: { clientId, scope, resources } }: DeviceOffer,
    person: SignedIn,
  ): Promise<void> {
    const { hash, expiresAt } = waiting;
    const { userId, sessionId: webSessionId, authenticatedAt, acr, amr } = person;
    const decided = {
      clientId,
      userId,
      webSessionId,
      redirectUri: null,
      redirectUriSent: false,
      codeChallenge: null,
      dpopJkt: wishOf(waiting).dpopJkt,
      scope: [...scope],
      resources: [...resources],
      nonce: null,
      claims: null,
      authenticatedAt,
      acr,
      amr: [...amr],
      txn: waiting.txn,
    };
    await this.codes.give(transaction, decided, { hash, expiresAt });
  }
}

/** For the record: how it came to it. */
const GRANT = { grant: 'device_code' } as const;
