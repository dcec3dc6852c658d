var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Controller, Delete, Get, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import { Administers } from '../../http/access.js';
import { JsonBody } from '../../http/json-body.js';
import { ListQuery, wordFilter } from '../../http/page-query.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import { pageOf } from '../../kernel/page.js';
import { RECEIVER_KINDS } from './evidence-receiver.entity.js';
import { EvidenceReceiverRegister } from './evidence-receiver-register.js';
import { EvidenceReceiverStore } from './evidence-receiver.store.js';
import { receiverView } from './evidence-receiver.view.js';
import { PushQueue } from './push-queue.store.js';
const ID = new PathId('evidence receiver');
const filters = { kind: wordFilter(...RECEIVER_KINDS), status: wordFilter('active', 'inactive', 'suspended') };
/** Who is sent evidence, for administrators. */
let EvidenceReceiversAdminController = class EvidenceReceiversAdminController {
    register;
    receivers;
    queue;
    constructor(register, receivers, queue) {
        this.register = register;
        this.receivers = receivers;
        this.queue = queue;
    }
    /** The answer is the only one that ever shows the secret of a webhook. */
    async create(body, caller, response) {
        const registered = await this.register.create(body, caller);
        response.location(`/api/v1/admin/evidence-receivers/${registered.receiver.id}`);
        return this.shown(registered, response);
    }
    async list({ page, filters }) {
        const last = await this.queue.lastCheckpoint(null);
        const found = await this.receivers.list(page, filters);
        return pageOf(found, page.limit, ({ id }) => id, (one) => receiverView(one, last));
    }
    async read(id) {
        return this.view(await this.register.require(id));
    }
    async change(id, body, caller) {
        return this.view(await this.register.change(id, body, caller));
    }
    /** Make another secret for a webhook. The answer is the only one that ever shows it. */
    async renew(id, caller, response) {
        return this.shown(await this.register.renew(id, caller), response);
    }
    async remove(id, caller) {
        await this.register.remove(id, caller);
    }
    async shown({ receiver, secret }, response) {
        response.set('cache-control', 'no-store');
        return { ...(await this.view(receiver)), ...(secret === null ? {} : { secret }) };
    }
    async view(receiver) {
        return receiverView(receiver, await this.queue.lastCheckpoint(null));
    }
};
__decorate([
    Post(),
    __param(0, JsonBody()),
    __param(1, TheCaller()),
    __param(2, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, Object]),
    __metadata("design:returntype", Promise)
], EvidenceReceiversAdminController.prototype, "create", null);
__decorate([
    Get(),
    __param(0, ListQuery(filters)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], EvidenceReceiversAdminController.prototype, "list", null);
__decorate([
    Get(':id'),
    __param(0, Param('id', ID)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Promise)
], EvidenceReceiversAdminController.prototype, "read", null);
__decorate([
    Patch(':id'),
    __param(0, Param('id', ID)),
    __param(1, JsonBody()),
    __param(2, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", Promise)
], EvidenceReceiversAdminController.prototype, "change", null);
__decorate([
    Post(':id/secret'),
    __param(0, Param('id', ID)),
    __param(1, TheCaller()),
    __param(2, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", Promise)
], EvidenceReceiversAdminController.prototype, "renew", null);
__decorate([
    Delete(':id'),
    HttpCode(204),
    __param(0, Param('id', ID)),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], EvidenceReceiversAdminController.prototype, "remove", null);
EvidenceReceiversAdminController = __decorate([
    Controller('api/v1/admin/evidence-receivers'),
    Administers('evidence_receivers'),
    Versioned('evidence_receivers', { by: ['updated_at', 'status'] }),
    __metadata("design:paramtypes", [EvidenceReceiverRegister,
        EvidenceReceiverStore,
        PushQueue])
], EvidenceReceiversAdminController);
export { EvidenceReceiversAdminController };
//# sourceMappingURL=evidence-receivers.admin.controller.js.map