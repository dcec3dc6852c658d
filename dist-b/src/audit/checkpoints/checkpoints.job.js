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
import { RecurringJob } from '../../database/recurring.job.js';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../kernel/log.js';
import { Settings } from '../../settings/settings.js';
import { Checkpoints } from './checkpoints.js';
/** Signs what came in, every few seconds: whoever changes the database has no longer than that. */
let CheckpointsJob = class CheckpointsJob extends RecurringJob {
    checkpoints;
    clock;
    every;
    constructor(checkpoints, clock, settings, log) {
        const every = settings.CHECKPOINT_SECONDS * 1000;
        super(log, { every, atStart: false, failure: 'evidence.checkpoint_failed' });
        this.checkpoints = checkpoints;
        this.clock = clock;
        this.every = every;
    }
    /** What was missed is taken in by the next one. */
    async work() {
        await this.checkpoints.make(new Date(this.clock.now() - this.every / 2));
    }
};
CheckpointsJob = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Checkpoints,
        Clock,
        Settings,
        Log])
], CheckpointsJob);
export { CheckpointsJob };
//# sourceMappingURL=checkpoints.job.js.map