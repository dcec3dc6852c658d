import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { FetchRefused } from '../../outbound/fetch-refused.js';
import { GuardedFetch } from '../../outbound/guarded-fetch.js';
import { GuardedStream } from '../../outbound/guarded-stream.js';
import { Settings } from '../../settings/settings.js';
import type { FoundReceipt } from '../search/receipt-search.contract.js';
import type { EvidenceReceiver } from './evidence-receiver.entity.js';
import { NotTaken } from './not-taken.js';
import { ocsfEvent } from './ocsf.rules.js';
import { ReceiverSecrets } from './receiver-secrets.js';
import { messageId, syslogFrame, syslogPlace, webhookHeaders } from './receiver.rules.js';

/** Characters of one message; a receipt that is larger goes alone. */
const LARGEST = 512 * 1024;

/** A receipt and the event that is made of it. */
export interface Parcel {
  readonly receipt: FoundReceipt;
  readonly text: string;
}

/** Sends receipts once, all of them together. */
@Injectable()
export class ReceiverSending {
  constructor(
    private readonly fetch: GuardedFetch,
    private readonly stream: GuardedStream,
    private readonly secrets: ReceiverSecrets,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** As many of the receipts as go into one message, at least one. */
  packed(receipts: readonly FoundReceipt[], checkpoint: number): readonly Parcel[] {
    const parcels: Parcel[] = [];
    let size = 0;
    for (const receipt of receipts) {
      const text = JSON.stringify(ocsfEvent(receipt, this.settings.PUBLIC_URL, checkpoint));
      size += text.length;
      if (parcels.length > 0 && size > LARGEST) break;
      parcels.push({ receipt, text });
    }
    return parcels;
  }

  /** @throws NotTaken */
  async send(receiver: EvidenceReceiver, parcels: readonly Parcel[]): Promise<void> {
    try {
      if (receiver.kind === 'webhook') await this.post(receiver, parcels);
      else await this.write(receiver, parcels);
    } catch (error) {
      if (error instanceof FetchRefused) throw new NotTaken(error.reason);
      throw error;
    }
  }

  private async post(receiver: EvidenceReceiver, parcels: readonly Parcel[]): Promise<void> {
    const body = `[${parcels.map(({ text }) => text).join(',')}]`;
    const message = { id: messageId(parcels.map(({ receipt }) => receipt.id)), seconds: this.clock.seconds(), body };
    const headers = { ...webhookHeaders(this.secrets.open(receiver), message), 'content-type': 'application/json' };
    const status = await this.fetch.post(receiver.url, headers, body);
    if (status < 200 || status > 299) throw new NotTaken(`the answer was ${status}`, status === 410);
  }

  private async write(receiver: EvidenceReceiver, parcels: readonly Parcel[]): Promise<void> {
    const place = syslogPlace(receiver.url);
    if (place === null) throw new NotTaken('its url is not one of syslog');
    const host = new URL(this.settings.PUBLIC_URL).hostname;
    const frames = parcels.map(({ receipt, text }) => syslogFrame(receipt, host, text));
    await this.stream.send(place, Buffer.concat(frames));
  }
}
