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
import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Administers, Narrowed } from '../../http/access.js';
import { idFilter, ListQuery, wordFilter } from '../../http/page-query.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import { doneBy } from '../../identity/changes.store.js';
import { coverPerson, holdPerson } from '../../identity/users/reach.store.js';
import { UserStore } from '../../identity/users/user.store.js';
import { pageOf } from '../../kernel/page.js';
import { Problem } from '../../kernel/problem.js';
import { withinOf } from '../../kernel/within.js';
import { HeartbeatStore } from '../heartbeats/heartbeat.store.js';
import { hostSessionView, presenceView } from '../heartbeats/heartbeat.view.js';
import { DeviceRegister } from './device-register.js';
import { DeviceStore } from './device.store.js';
import { deviceView } from './device.view.js';
const DeviceId = new PathId('device');
const active = (text) => wordFilter('true', 'false')(text) === 'true';
/** Devices of people, for administrators: who has which, to let one in, and to end it. */
let DevicesAdminController = class DevicesAdminController {
    devices;
    register;
    users;
    heartbeats;
    constructor(devices, register, users, heartbeats) {
        this.devices = devices;
        this.register = register;
        this.users = users;
        this.heartbeats = heartbeats;
    }
    async list({ page, filters }, caller) {
        const found = await this.devices.list(page, filters, withinOf(caller));
        const latest = await this.heartbeats.latestOf(found.map(({ id }) => id));
        const view = (device) => ({
            ...deviceView(device),
            ...presenceView(device.active, latest.get(device.id)),
        });
        return pageOf(found, page.limit, ({ id }) => id, view);
    }
    async read(id, caller) {
        const device = await this.require(id, caller);
        const latest = await this.heartbeats.latestOf([id]);
        const sessions = await this.heartbeats.sessionsOf(device.sessionId);
        return {
            ...deviceView(device),
            ...presenceView(device.active, latest.get(id)),
            sessions: sessions.map(hostSessionView),
        };
    }
    /** Let a device in. From now on it may act; it comes by itself to ask. */
    async approve(id, caller) {
        const device = await this.require(id, caller);
        if (!device.active)
            throw Problem.conflict('The device has ended.');
        const { event, hold } = by(caller, device.userId);
        // A device that is let in acts as its person.
        const covered = async (transaction) => {
            await hold?.(transaction);
            if (withinOf(caller) === null)
                await coverPerson(transaction, caller, device.userId);
        };
        await this.register.approve(device, { event, hold: covered });
    }
    /** Ends it and every token that it has; one that has ended stays so. */
    async revoke(id, caller) {
        const device = await this.require(id, caller);
        await this.register.revoke(device, 'device revoked by an administrator', by(caller, device.userId));
    }
    /** Ends all devices of a person. */
    async revokeAll(userId, caller) {
        if ((await this.users.findWithin(userId, withinOf(caller))) === null)
            throw Problem.notFound('user');
        const keeper = by(caller, userId, 'user');
        return { revoked: await this.register.revokeAll(userId, 'devices revoked by an administrator', keeper) };
    }
    async require(id, caller) {
        const device = await this.devices.find(id, withinOf(caller));
        if (device === null)
            throw Problem.notFound('device');
        return device;
    }
};
__decorate([
    Get('devices'),
    __param(0, ListQuery({ user_id: idFilter, active })),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], DevicesAdminController.prototype, "list", null);
__decorate([
    Get('devices/:id'),
    Versioned('devices', { by: ['created_at', 'approved_at'] }),
    __param(0, Param('id', DeviceId)),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], DevicesAdminController.prototype, "read", null);
__decorate([
    Post('devices/:id/approve'),
    Versioned('devices', { by: ['created_at', 'approved_at'] }),
    HttpCode(204),
    __param(0, Param('id', DeviceId)),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], DevicesAdminController.prototype, "approve", null);
__decorate([
    Delete('devices/:id'),
    Versioned('devices', { by: ['created_at', 'approved_at'] }),
    HttpCode(204),
    __param(0, Param('id', DeviceId)),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], DevicesAdminController.prototype, "revoke", null);
__decorate([
    Delete('users/:id/devices'),
    __param(0, Param('id', new PathId('user'))),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], DevicesAdminController.prototype, "revokeAll", null);
DevicesAdminController = __decorate([
    Controller('api/v1/admin'),
    Administers('devices'),
    Narrowed(),
    __metadata("design:paramtypes", [DeviceStore,
        DeviceRegister,
        UserStore,
        HeartbeatStore])
], DevicesAdminController);
export { DevicesAdminController };
function by(caller, userId, what = 'device') {
    return {
        event: (kind, detail) => doneBy(caller, kind, detail),
        hold: (transaction) => holdPerson(transaction, caller, userId, what),
    };
}
//# sourceMappingURL=devices.admin.controller.js.map