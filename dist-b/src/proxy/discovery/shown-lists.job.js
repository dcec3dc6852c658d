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
import { Log } from '../../kernel/log.js';
import { ShownListStore } from './shown-list.store.js';
const MINUTE = 60_000;
/** Forgets what was shown in a session that has ended: of somebody who is erased, nothing of it is left. */
let ShownListsJob = class ShownListsJob extends RecurringJob {
    shown;
    constructor(shown, log) {
        super(log, { every: MINUTE, atStart: false, failure: 'shown_lists.failed' });
        this.shown = shown;
    }
    work() {
        return this.shown.forgetClosed();
    }
};
ShownListsJob = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ShownListStore,
        Log])
], ShownListsJob);
export { ShownListsJob };
//# sourceMappingURL=shown-lists.job.js.map