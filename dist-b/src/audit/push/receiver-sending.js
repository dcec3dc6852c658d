var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { FetchRefused } from '../../outbound/fetch-refused.js';
import { GuardedFetch } from '../../outbound/guarded-fetch.js';
import { GuardedStream } from '../../outbound/guarded-stream.js';
import { Settings } from '../../settings/settings.js';
import { NotTaken } from './not-taken.js';
import { ocsfEvent } from './ocsf.rules.js';
import { ReceiverSecrets } from './receiver-secrets.js';
import { messageId, syslogFrame, syslogPlace, webhookHeaders } from './receiver.rules.js';
/** Characters of one message; a receipt that is larger goes alone. */
const LARGEST = 512 * 1024;
/** Sends receipts once, all of them together. */
let ReceiverSending = class ReceiverSending {
    fetch;
    stream;
    secrets;
    clock;
    settings;
    constructor(fetch, stream, secrets, clock, settings) {
        this.fetch = fetch;
        this.stream = stream;
        this.secrets = secrets;
        this.clock = clock;
        this.settings = settings;
    }
    /** As many of the receipts as go into one message, at least one. */
    packed(receipts, checkpoint) {
        const parcels = [];
        let size = 0;
        for (const receipt of receipts) {
            const text = JSON.stringify(ocsfEvent(receipt, this.settings.PUBLIC_URL, checkpoint));
            size += text.length;
            if (parcels.length > 0 && size > LARGEST)
                break;
            parcels.push({ receipt, text });
        }
        return parcels;
    }
    /** @throws NotTaken */
    async send(receiver, parcels) {
        try {
            if (receiver.kind === 'webhook')
                await this.post(receiver, parcels);
            else
                await this.write(receiver, parcels);
        }
        catch (error) {
            if (error instanceof FetchRefused)
                throw new NotTaken(error.reason);
            throw error;
        }
    }
    async post(receiver, parcels) {
        const body = `[${parcels.map(({ text }) => text).join(',')}]`;
        const message = { id: messageId(parcels.map(({ receipt }) => receipt.id)), seconds: this.clock.seconds(), body };
        const headers = { ...webhookHeaders(this.secrets.open(receiver), message), 'content-type': 'application/json' };
        const status = await this.fetch.post(receiver.url, headers, body);
        if (status < 200 || status > 299)
            throw new NotTaken(`the answer was ${status}`, status === 410);
    }
    async write(receiver, parcels) {
        const place = syslogPlace(receiver.url);
        if (place === null)
            throw new NotTaken('its url is not one of syslog');
        const host = new URL(this.settings.PUBLIC_URL).hostname;
        const frames = parcels.map(({ receipt, text }) => syslogFrame(receipt, host, text));
        await this.stream.send(place, Buffer.concat(frames));
    }
};
ReceiverSending = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [GuardedFetch,
        GuardedStream,
        ReceiverSecrets,
        Clock,
        Settings])
], ReceiverSending);
export { ReceiverSending };
//# sourceMappingURL=receiver-sending.js.map