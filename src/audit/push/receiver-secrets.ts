import { Injectable } from '@nestjs/common';
import { Secrets } from '../../settings/secrets.js';
import type { EvidenceReceiver } from './evidence-receiver.entity.js';
import { NotTaken } from './not-taken.js';

/** Seals the secrets of webhooks, each bound to its receiver, so that rows cannot be swapped. */
@Injectable()
export class ReceiverSecrets {
  constructor(private readonly secrets: Secrets) {}

  seal(id: string, secret: string): Buffer {
    return this.secrets.box.seal(nameOf(id), Buffer.from(secret));
  }

  /** @throws NotTaken when it cannot be opened: nothing is sent unsigned */
  open({ id, sealedSecret }: EvidenceReceiver): string {
    try {
      if (sealedSecret === null) throw new Error('there is none');
      return this.secrets.box.open(nameOf(id), sealedSecret).toString();
    } catch {
      throw new NotTaken('its secret cannot be opened: it was sealed under another KEY_ENCRYPTION_KEY; make a new one');
    }
  }
}

const nameOf = (id: string): string => `evidence-receiver:${id}`;
