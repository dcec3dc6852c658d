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
import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Administers } from '../http/access.js';
import { TheCaller } from '../http/the-caller.js';
import { Changes, doneBy } from '../identity/changes.store.js';
import { Problem } from '../kernel/problem.js';
import { Jobs } from './jobs.js';
/** Periodic jobs of the process that answers; each replica has its own. */
let JobsAdminController = class JobsAdminController {
    jobs;
    changes;
    constructor(jobs, changes) {
        this.jobs = jobs;
        this.changes = changes;
    }
    list() {
        return { items: [...this.jobs.all()].map(([name, job]) => view(name, job)), next: null };
    }
    read(name) {
        return view(name, this.require(name));
    }
    /** Run a job now, and answer when it has ended. */
    async run(name, caller) {
        const job = this.require(name);
        await this.changes.record(() => Promise.resolve(), () => doneBy(caller, 'job.run', { name }));
        await job.run();
        return view(name, job);
    }
    require(name) {
        const job = this.jobs.all().get(name);
        if (job === undefined)
            throw Problem.notFound('job');
        return job;
    }
};
__decorate([
    Get(),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", Object)
], JobsAdminController.prototype, "list", null);
__decorate([
    Get(':name'),
    __param(0, Param('name')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Object)
], JobsAdminController.prototype, "read", null);
__decorate([
    Post(':name/run'),
    HttpCode(200),
    __param(0, Param('name')),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object]),
    __metadata("design:returntype", Promise)
], JobsAdminController.prototype, "run", null);
JobsAdminController = __decorate([
    Controller('api/v1/admin/jobs'),
    Administers('jobs'),
    __metadata("design:paramtypes", [Jobs,
        Changes])
], JobsAdminController);
export { JobsAdminController };
function view(name, job) {
    const { every, running, latest, nextAt } = job.state();
    return {
        name,
        every_seconds: every / 1000,
        running,
        last_started_at: timeOf(latest?.startedAt),
        last_ended_at: timeOf(latest?.endedAt),
        last_outcome: latest?.outcome ?? null,
        next_at: timeOf(nextAt),
    };
}
function timeOf(milliseconds) {
    return typeof milliseconds === 'number' ? new Date(milliseconds).toISOString() : null;
}
//# sourceMappingURL=jobs.admin.controller.js.map