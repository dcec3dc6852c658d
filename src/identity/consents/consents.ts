import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { EvidenceEvent } from '../../audit/evidence.contract.js';
import { Changes } from '../changes.store.js';
import type { AskingClient } from '../clients/client.directory.js';
import { SessionStore } from '../sessions/session.store.js';
import { ConsentStore, type ListedConsent } from './consent.store.js';

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
        return this.sessions.closeOfConsent(transaction, consent);
      },
      (closed) => event({ id: consent.id, user_id: consent.userId, resource: consent.resource, closed }),
    );
  }
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
