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
import { DiscoveryService } from '@nestjs/core';
import { RecurringJob } from '../database/recurring.job.js';
/** The periodic jobs of this process, by name. */
let Jobs = class Jobs {
    discovery;
    constructor(discovery) {
        this.discovery = discovery;
    }
    all() {
        const jobs = this.discovery
            .getProviders()
            .map(({ instance }) => instance)
            .filter((instance) => instance instanceof RecurringJob)
            .map((job) => [nameOf(job), job]);
        return new Map(jobs.sort(([a], [b]) => (a < b ? -1 : 1)));
    }
};
Jobs = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DiscoveryService])
], Jobs);
export { Jobs };
/** `ExpiredRowsJob` is `expired-rows`. */
function nameOf(job) {
    const words = job.constructor.name.replace(/Job$/, '').match(/[A-Z][a-z]*/g) ?? [];
    return words.join('-').toLowerCase();
}
//# sourceMappingURL=jobs.js.map