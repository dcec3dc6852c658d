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
import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { Signals } from '../../analytics/analytics.contract.js';
import { Devices } from '../../http/access.js';
import { examined, JsonBody } from '../../http/json-body.js';
import { TheCaller } from '../../http/the-caller.js';
import { Problem } from '../../kernel/problem.js';
import { callingDevice } from '../devices/calling-device.js';
import { HeartbeatRequest } from './heartbeat.request.js';
import { HeartbeatStore } from './heartbeat.store.js';
/** A host tells every 30 seconds that it is there; that it is told 401 is how it learns that it was revoked. */
let HeartbeatController = class HeartbeatController {
    heartbeats;
    signals;
    constructor(heartbeats, signals) {
        this.heartbeats = heartbeats;
        this.signals = signals;
    }
    /** @throws Problem 404 for a session that is not an open one of the caller's own device, whoever's it is */
    async beat(body, caller, request) {
        const deviceId = callingDevice(caller);
        const { value, wrong } = examined(HeartbeatRequest, body);
        wrong.refuse();
        const { address } = this.signals.of(request);
        if (!(await this.heartbeats.write(deviceId, value, address)))
            throw Problem.notFound('session');
    }
};
__decorate([
    Post(),
    HttpCode(204),
    __param(0, JsonBody()),
    __param(1, TheCaller()),
    __param(2, Req()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, Object]),
    __metadata("design:returntype", Promise)
], HeartbeatController.prototype, "beat", null);
HeartbeatController = __decorate([
    Controller('api/v1/bridge/heartbeat'),
    Devices(),
    __metadata("design:paramtypes", [HeartbeatStore,
        Signals])
], HeartbeatController);
export { HeartbeatController };
//# sourceMappingURL=heartbeat.controller.js.map