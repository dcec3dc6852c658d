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
import { Metrics } from '../../http/metrics.js';
import { Log } from '../../kernel/log.js';
import { EvidencePush } from './evidence-push.js';
import { EvidenceReceiverStore } from './evidence-receiver.store.js';
import { PushQueue } from './push-queue.store.js';
/** Milliseconds between two looks. */
const INTERVAL = 1_000;
/** Receivers at once, of this process. */
const MOST = 4;
/** Milliseconds after which a receiver that still has something to come lets others go first. */
const TURN = 5_000;
/** Sends evidence to its receivers, each by one replica at a time. */
let EvidencePushJob = class EvidencePushJob {
    receivers;
    queue;
    push;
    metrics;
    log;
    running = new Set();
    timer;
    looking = null;
    stopped = false;
    known = [];
    last = 0;
    constructor(receivers, queue, push, metrics, log) {
        this.receivers = receivers;
        this.queue = queue;
        this.push = push;
        this.metrics = metrics;
        this.log = log;
    }
    onApplicationBootstrap() {
        this.measure('behind', 'Checkpoints of evidence that a receiver does not have yet.', ({ checkpoint }) => Math.max(0, this.last - Number(checkpoint)));
        this.measure('suspended', 'Whether nobody sends to a receiver any more, because it took nothing for so long.', (one) => (one.status === 'suspended' ? 1 : 0));
        this.measure('delivered', 'Receipts that a receiver took, by all replicas.', ({ delivered }) => Number(delivered));
        this.measure('missing', 'Receipts that were gone before a receiver could take them.', ({ missing }) => Number(missing));
        this.timer = setInterval(() => {
            this.looking ??= this.look().finally(() => (this.looking = null));
        }, INTERVAL).unref();
    }
    /** What is under way is finished, which takes seconds at most. */
    async onApplicationShutdown() {
        this.stopped = true;
        clearInterval(this.timer);
        await this.looking;
        await Promise.all(this.running);
    }
    async look() {
        try {
            this.known = await this.receivers.all();
            if (this.known.length === 0)
                return;
            this.last = await this.queue.lastCheckpoint(null);
            const room = MOST - this.running.size;
            if (room > 0 && !this.stopped)
                for (const one of await this.receivers.claim(room))
                    this.start(one);
        }
        catch (err) {
            this.log.warn('evidence.push_unread', { err });
        }
    }
    start(receiver) {
        const end = performance.now() + TURN;
        const run = this.push
            .run(receiver, () => !this.stopped && performance.now() < end)
            // Its lease ends by itself, and somebody goes on where it was.
            .catch((err) => this.log.warn('evidence.push_unfinished', { receiver: receiver.id, err }))
            .finally(() => this.running.delete(run));
        this.running.add(run);
    }
    measure(name, help, value) {
        const read = () => this.known.map((receiver) => ({ labels: { receiver: receiver.id }, value: value(receiver) }));
        // Each process reads it in the database, where it is the same for all.
        this.metrics.gauge(`gatehouse_evidence_receiver_${name}`, help, ['receiver'], read, 'max');
    }
};
EvidencePushJob = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [EvidenceReceiverStore,
        PushQueue,
        EvidencePush,
        Metrics,
        Log])
], EvidencePushJob);
export { EvidencePushJob };
//# sourceMappingURL=evidence-push.job.js.map