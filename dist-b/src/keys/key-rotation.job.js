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
import { RecurringJob } from '../database/recurring.job.js';
import { Clock } from '../kernel/clock.js';
import { Log } from '../kernel/log.js';
import { Settings } from '../settings/settings.js';
import { KeyRotation } from './key-rotation.js';
import { forgettingMoment, rotationMoment } from './rotation.rules.js';
import { SigningKeyStore } from './signing-key.store.js';
const HOUR = 3_600_000;
/**
 * Rotates keys that are due and forgets those whose last token has expired: at the start and every hour. A missed hour
 * costs nothing: the active keys go on signing.
 */
let KeyRotationJob = class KeyRotationJob extends RecurringJob {
    rotation;
    store;
    clock;
    settings;
    constructor(rotation, store, clock, settings, log) {
        super(log, { every: HOUR, atStart: true, failure: 'keys.rotation_failed' });
        this.rotation = rotation;
        this.store = store;
        this.clock = clock;
        this.settings = settings;
    }
    async work() {
        const now = this.clock.now();
        if (await this.rotation.rotateIfDue(rotationMoment(now, this.settings.KEY_ROTATION_DAYS))) {
            this.log.info('keys.rotated', { reason: 'schedule' });
        }
        await this.store.deleteRetired(forgettingMoment(now, this.settings.ACCESS_TOKEN_SECONDS));
    }
};
KeyRotationJob = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [KeyRotation,
        SigningKeyStore,
        Clock,
        Settings,
        Log])
], KeyRotationJob);
export { KeyRotationJob };
//# sourceMappingURL=key-rotation.job.js.map