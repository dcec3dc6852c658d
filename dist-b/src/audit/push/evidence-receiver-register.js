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
import { examined } from '../../http/json-body.js';
import { changedNames, Changes, changeKind, doneBy } from '../../identity/changes.store.js';
import { Clock } from '../../kernel/clock.js';
import { parsedUrl } from '../../kernel/parsed-url.js';
import { Problem } from '../../kernel/problem.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { EvidenceReceiverRequest } from './evidence-receiver.request.js';
import { EvidenceReceiverStore } from './evidence-receiver.store.js';
import { receiverFields } from './evidence-receiver.view.js';
import { PushQueue } from './push-queue.store.js';
import { ReceiverSecrets } from './receiver-secrets.js';
import { newWebhookSecret, syslogPlace } from './receiver.rules.js';
/** All of them are looked at every second. */
const MOST_RECEIVERS = 20;
const conflicts = {
    evidence_receivers_name: Problem.conflict('There is a receiver with this name.', [
        { pointer: '/name', detail: 'is taken' },
    ]),
};
/** Registers who is sent evidence, changes and removes them. */
let EvidenceReceiverRegister = class EvidenceReceiverRegister {
    changes;
    receivers;
    queue;
    secrets;
    clock;
    constructor(changes, receivers, queue, secrets, clock) {
        this.changes = changes;
        this.receivers = receivers;
        this.queue = queue;
        this.secrets = secrets;
        this.clock = clock;
    }
    /** @throws Problem 404 */
    async require(id) {
        const receiver = await this.receivers.findById(id);
        if (receiver === null)
            throw Problem.notFound('evidence receiver');
        return receiver;
    }
    /** @throws Problem 400 naming every wrong field, 409 when the name is taken or there are too many */
    async create(body, caller) {
        const { value, wrong } = examined(EvidenceReceiverRequest, body);
        checkUrl(value, wrong);
        wrong.refuse();
        const checkpoint = await this.queue.lastCheckpoint(value.from === undefined ? null : new Date(value.from));
        const secret = value.kind === 'webhook' ? newWebhookSecret() : null;
        const row = this.fresh(fieldsOf(value), checkpoint, secret);
        return this.changes.record(async (transaction) => {
            if ((await this.receivers.countAlone(transaction)) >= MOST_RECEIVERS) {
                throw Problem.conflict(`There may be at most ${MOST_RECEIVERS} receivers.`);
            }
            return { receiver: await this.receivers.insert(transaction, row), secret };
        }, ({ receiver: { id, name, kind } }) => doneBy(caller, 'evidence_receiver.created', { id, name, kind }), conflicts);
    }
    /** One that was suspended goes on where it was. @throws Problem 400 naming every wrong field of the result, 404, 409 */
    change(id, body, caller) {
        return this.changes.retrying(async () => {
            const before = await this.require(id);
            const status = before.status === 'suspended' ? {} : { status: before.status };
            const { value, wrong } = examined(EvidenceReceiverRequest, { ...receiverFields(before), ...status, ...body });
            checkUrl(value, wrong);
            if (!wrong.has('kind') && value.kind !== before.kind)
                wrong.add('kind', 'cannot be changed');
            if (body['from'] !== undefined && !wrong.has('from'))
                wrong.add('from', 'cannot be changed');
            wrong.refuse();
            const fields = { ...fieldsOf(value), ...(body['status'] === undefined ? { status: before.status } : {}) };
            const changed = changedNames(before, fields);
            if (changed.length === 0)
                return before;
            return this.changes.record((transaction) => this.receivers.update(transaction, before, fields), () => doneBy(caller, `evidence_receiver.${changeKind(before, fields)}`, { id, name: fields.name, changed }), conflicts);
        });
    }
    /** The one before is no good any more, from the next message on. @throws Problem 404, 409 when it has none */
    renew(id, caller) {
        return this.changes.retrying(async () => {
            const before = await this.require(id);
            if (before.kind !== 'webhook')
                throw Problem.conflict('Only webhooks have a secret.');
            const secret = newWebhookSecret();
            const fields = { sealedSecret: this.secrets.seal(id, secret), secretSetAt: new Date(this.clock.now()) };
            return this.changes.record(async (transaction) => ({ receiver: await this.receivers.update(transaction, before, fields), secret }), () => doneBy(caller, 'evidence_receiver.secret_rotated', { id, name: before.name }));
        });
    }
    /** @throws Problem 404 */
    async remove(id, caller) {
        const { name } = await this.require(id);
        await this.changes.record(async (transaction) => {
            if (!(await this.receivers.delete(transaction, id)))
                throw Problem.notFound('evidence receiver');
        }, () => doneBy(caller, 'evidence_receiver.deleted', { id, name }));
    }
    fresh(fields, checkpoint, secret) {
        const now = new Date(this.clock.now());
        const id = uuidv7(now.getTime());
        return {
            ...fields,
            id,
            sealedSecret: secret === null ? null : this.secrets.seal(id, secret),
            secretSetAt: secret === null ? null : now,
            checkpoint: String(checkpoint),
            after: null,
            attempts: 0,
            nextAt: now,
            lease: null,
            leasedUntil: null,
            lastError: null,
            deliveredAt: null,
            delivered: '0',
            missing: '0',
            createdAt: now,
            updatedAt: now,
        };
    }
};
EvidenceReceiverRegister = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Changes,
        EvidenceReceiverStore,
        PushQueue,
        ReceiverSecrets,
        Clock])
], EvidenceReceiverRegister);
export { EvidenceReceiverRegister };
function fieldsOf({ name, kind, url, kinds, decisions, status }) {
    return { name, kind, url, kinds: [...new Set(kinds)], decisions: [...new Set(decisions)], status };
}
function checkUrl({ kind, url }, wrong) {
    if (wrong.has('url') || wrong.has('kind'))
        return;
    if (kind === 'syslog') {
        if (syslogPlace(url) === null)
            wrong.add('url', 'must be tls://host:port, or tcp://host:port');
        return;
    }
    const parsed = parsedUrl(url);
    const plain = parsed?.protocol === 'https:' && parsed.username === '' && parsed.password === '' && parsed.hash === '';
    if (!plain)
        wrong.add('url', 'must be an https URL without user info and fragment');
}
//# sourceMappingURL=evidence-receiver-register.js.map