import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { EvidenceEvent } from '../../audit/evidence.contract.js';
import { type Asked, requireCount } from '../../http/bulk.js';
import { Changes } from '../changes.store.js';
import type { AskingClient } from '../clients/client.directory.js';
import { SessionStore } from '../sessions/session.store.js';
import { ConsentStore, type EndedConsent, type ListedConsent, type MeantConsents } from './consent.store.js';

/** Takes back what people agreed to; what was opened by it ends with it. */
@Injectable()
export class Consents {
  constructor(
    private readonly store: ConsentStore,
    private readonly sessions: SessionStore,
    private readonly changes: Changes,
  ) {}

  async withdraw(
    consent: ListedConsent,
    event: (detail: Readonly<Record<string, unknown>>) => EvidenceEvent,
  ): Promise<void> {
    await this.changes.record(
      async (transaction) => {
        await this.store.withdraw(transaction, consent.id);
        return this.sessions.closeOfConsents(transaction, [consent]);
      },
      (closed) => event({ ...toldOf(consent), closed }),
    );
  }

  /** The same of all that are meant. @throws Problem 409 when they are not as many as were expected */
  withdrawMeant(
    { filter, expected }: Asked<MeantConsents>,
    event: (kind: string, detail: Readonly<Record<string, unknown>>) => EvidenceEvent,
  ): Promise<{ matched: number; closed: number }> {
    const ended: EndedConsent[] = [];
    return this.changes.record(
      async (transaction) => {
        ended.splice(0, Infinity, ...(await this.store.withdrawMeant(transaction, filter)));
        requireCount(ended.length, expected);
        return { matched: ended.length, closed: await this.sessions.closeOfConsents(transaction, ended) };
      },
      (done) => [
        event('consents.withdrawn', { filter, ...done }),
        ...ended.map((consent) => event('consent.withdrawn', toldOf(consent))),
      ],
    );
  }
}

/** All of it: the row is gone, and nothing else says whose consent it was to what. */
function toldOf({ id, userId, clientId, resource }: EndedConsent) {
  return { id, user_id: userId, client_id: clientId, resource };
}

/** What a person is shown about a client: when it changes, an earlier consent was to something else. */
export function fingerprintOf(client: AskingClient): string {
  const shown: (string | null | undefined)[] = [
    client.clientName,
    client.clientUri,
    client.kind,
    client.purpose,
    client.owner?.id,
  ];
  const places = [...client.redirectUris].sort();
  // Nobody else would notice that another took the document over: its keys are who it is.
  if (client.registration === 'metadata_document') shown.push(client.jwksUri, JSON.stringify(client.jwks));
  return createHash('sha256')
    .update(JSON.stringify([shown, places]))
    .digest('base64url');
}
