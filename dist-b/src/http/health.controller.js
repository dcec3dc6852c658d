var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Controller, Get } from '@nestjs/common';
import { Pulse } from '../database/pulse.js';
import { Problem } from '../kernel/problem.js';
import { Anyone } from './access.js';
import { Draining } from './draining.js';
import { SharedLimits } from './shared-limits.js';
/** For the operator's probes: is the process alive, may it get traffic. */
let HealthController = class HealthController {
    database;
    draining;
    limits;
    constructor(database, draining, limits) {
        this.database = database;
        this.draining = draining;
        this.limits = limits;
    }
    /** Whether the process is alive. */
    live() {
        return { status: 'live' };
    }
    /** Whether it may get traffic. 503 while it drains, and when the database does not answer; without Redis it is ready, and says so. */
    async ready() {
        if (this.draining.begun)
            throw new Problem(503, 'Shutting down.');
        if (!(await this.database.beats()))
            throw new Problem(503, 'The database does not answer.');
        if (!this.limits.isUsed)
            return { status: 'ready' };
        return { status: 'ready', limits: this.limits.isHere ? 'shared' : 'own' };
    }
};
__decorate([
    Get('live'),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", Object)
], HealthController.prototype, "live", null);
__decorate([
    Get('ready'),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", Promise)
], HealthController.prototype, "ready", null);
HealthController = __decorate([
    Controller('health'),
    Anyone(),
    __metadata("design:paramtypes", [Pulse,
        Draining,
        SharedLimits])
], HealthController);
export { HealthController };
//# sourceMappingURL=health.controller.js.map