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
import { Changes } from '../../identity/changes.store.js';
import { Log } from '../../kernel/log.js';
import { EvidenceReceiverStore } from './evidence-receiver.store.js';
import { NotTaken } from './not-taken.js';
import { PushQueue } from './push-queue.store.js';
import { isWanted, waitAfter } from './receiver.rules.js';
import { ReceiverSending } from './receiver-sending.js';
/**
 * Brings a receiver forward, piece by piece. It has taken a piece before its place is moved: what is sent when this process
 * ends is sent again, and nothing is left out.
 */
let EvidencePush = class EvidencePush {
    queue;
    receivers;
    sending;
    changes;
    log;
    constructor(queue, receivers, sending, changes, log) {
        this.queue = queue;
        this.receivers = receivers;
        this.sending = sending;
        this.changes = changes;
        this.log = log;
    }
    /** @param claimed one that is this process's. @param goesOn asked before each piece */
    async run(claimed, goesOn) {
        let receiver = claimed;
        try {
            while (receiver !== null) {
                const piece = goesOn() ? await this.queue.next(receiver) : null;
                if (piece === null)
                    return await this.receivers.release(receiver);
                receiver = await this.receivers.advance(receiver, await this.sent(receiver, piece));
            }
        }
        catch (error) {
            if (!(error instanceof NotTaken))
                throw error;
            await this.failed(receiver ?? claimed, error);
        }
    }
    /** @throws NotTaken */
    async sent(receiver, piece) {
        const { checkpoint, receipts, last, missing } = piece;
        if (missing > 0)
            this.log.error('evidence.push_missing', { receiver: receiver.id, checkpoint, missing });
        const wanted = receipts.filter((receipt) => isWanted(receipt, receiver));
        const parcels = this.sending.packed(wanted, checkpoint);
        if (parcels.length > 0)
            await this.sending.send(receiver, parcels);
        const whole = parcels.length === wanted.length;
        const after = whole ? receipts.at(-1)?.id : parcels.at(-1)?.receipt.id;
        const done = { delivered: parcels.length, missing };
        if (whole && last)
            return { ...done, checkpoint, after: null };
        return { ...done, checkpoint: Number(receiver.checkpoint), after: after ?? receiver.after };
    }
    async failed(receiver, { message, final }) {
        const { id, name } = receiver;
        const attempts = receiver.attempts + 1;
        const wait = final ? null : waitAfter(attempts);
        this.log.warn('evidence.not_taken', { receiver: id, cause: message, attempts, again: wait !== null });
        await this.changes.record((transaction) => this.receivers.fail(transaction, receiver, { wait, error: message }), (failed) => failed && wait === null
            ? {
                kind: 'evidence_receiver.suspended',
                decision: 'done',
                reason: message.slice(0, 500),
                detail: { id, name, attempts },
            }
            : null);
    }
};
EvidencePush = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [PushQueue,
        EvidenceReceiverStore,
        ReceiverSending,
        Changes,
        Log])
], EvidencePush);
export { EvidencePush };
//# sourceMappingURL=evidence-push.js.map