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
import { Controller, Get, Query, Res } from '@nestjs/common';
import { Administers } from '../http/access.js';
import { sendCsv } from '../http/csv.js';
import { Clock } from '../kernel/clock.js';
import { Problem } from '../kernel/problem.js';
import { reportColumns, SessionFactStore } from './session-fact.store.js';
import { SessionFactsRecorder } from './session-facts.recorder.js';
import { readSessionReport } from './session-report.request.js';
/** Rows of an answer, and of a table that is taken away. */
const MOST_ROWS = { json: 5000, csv: 100_000 };
/** Reports for administrators. */
let ReportsAdminController = class ReportsAdminController {
    facts;
    recorder;
    clock;
    constructor(facts, recorder, clock) {
        this.facts = facts;
        this.recorder = recorder;
        this.clock = clock;
    }
    /**
     * Token requests by source, client, outcome and day. Also by what they tell of where they came from, and how many of
     * them were of humans, ghosts and bots; one answer, never a page of it, so that sums are whole.
     */
    async sessions(query, response) {
        const { format, ...report } = readSessionReport(query, this.clock.now());
        // Whoever looks right after a request sees it, if this replica served it; those of others come within moments.
        await this.recorder.flush();
        const items = await this.facts.report(report, MOST_ROWS[format] + 1);
        if (items.length > MOST_ROWS[format]) {
            const detail = `makes more than ${MOST_ROWS[format]} rows in this range: ask for fewer groups, or a shorter range`;
            throw Problem.invalid([{ pointer: 'group_by', detail }]);
        }
        if (format === 'csv') {
            const columns = reportColumns(report.groups);
            const rows = items.map((item) => columns.map((column) => item[column]));
            return sendCsv(response, columns, rows);
        }
        response.json({ from: report.from.toISOString(), to: report.to.toISOString(), items, next: null });
    }
};
__decorate([
    Get('sessions'),
    __param(0, Query()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], ReportsAdminController.prototype, "sessions", null);
ReportsAdminController = __decorate([
    Controller('api/v1/admin/reports'),
    Administers('reports'),
    __metadata("design:paramtypes", [SessionFactStore,
        SessionFactsRecorder,
        Clock])
], ReportsAdminController);
export { ReportsAdminController };
//# sourceMappingURL=reports.admin.controller.js.map