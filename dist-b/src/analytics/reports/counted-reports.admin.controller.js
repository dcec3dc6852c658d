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
import { Controller, Get, Res } from '@nestjs/common';
import { Administers } from '../../http/access.js';
import { sendCsv } from '../../http/csv.js';
import { FilterQuery } from '../../http/page-query.js';
import { Clock } from '../../kernel/clock.js';
import { Problem } from '../../kernel/problem.js';
import { countedReport, readersOf } from './counted-report.request.js';
import { CountedReportStore } from './counted-report.store.js';
import { REPORTS } from './counted-reports.rules.js';
import { latencyOf } from './latency.rules.js';
/** Rows of an answer, and of a table that is taken away. */
const MOST_ROWS = { json: 5000, csv: 100_000 };
const USED = ['count', 'denied', 'answered', 'failed', 'p50_ms', 'p95_ms', 'p99_ms'];
/**
 * Reports that count events: whole, never a page of it, so that sums are right. `from` and `to` of an answer say what was
 * counted.
 */
let CountedReportsAdminController = class CountedReportsAdminController {
    store;
    clock;
    constructor(store, clock) {
        this.store = store;
        this.clock = clock;
    }
    /** Tokens that were issued and refused. */
    tokens(query, response) {
        return this.counted(REPORTS.tokens, query, response);
    }
    /** Token requests as analytics saw them, also those of strangers. */
    traffic(query, response) {
        return this.counted(REPORTS.traffic, query, response);
    }
    /** What was denied, by what. */
    denials(query, response) {
        return this.counted(REPORTS.denials, query, response);
    }
    /** How many act for one another before the person. */
    delegation(query, response) {
        return this.counted(REPORTS.delegation, query, response);
    }
    /** Every event of the evidence. */
    events(query, response) {
        return this.counted(REPORTS.events, query, response);
    }
    /** How many tokens whoever has them may use, and how many only their holder. `share` is of all of the answer. */
    bearer(query, response) {
        return this.answer(REPORTS.bearer, query, response, async (asked, limit) => {
            const rows = await this.store.rows(asked, limit);
            const all = rows.reduce((sum, row) => sum + Number(row['count']), 0);
            return rows.map((row) => ({ ...row, share: Number((Number(row['count']) / all).toPrecision(4)) }));
        });
    }
    /** Calls at the gate, and how long upstreams took, in milliseconds. */
    usage(query, response) {
        return this.answer(REPORTS.usage, query, response, async (asked, limit) => {
            const rows = await this.store.usage(asked, limit);
            return rows.map(({ p50, p95, p99, ...row }) => {
                const [half, most, nearly] = [p50, p95, p99].map((bin) => latencyOf(bin));
                return { ...row, p50_ms: half, p95_ms: most, p99_ms: nearly };
            });
        });
    }
    counted(report, query, response) {
        return this.answer(report, query, response, (asked, limit) => this.store.rows(asked, limit));
    }
    async answer(report, query, response, read) {
        const { asked, format } = countedReport(report, query, this.clock.now());
        const items = await read(asked, MOST_ROWS[format] + 1);
        if (items.length > MOST_ROWS[format]) {
            const detail = `makes more than ${MOST_ROWS[format]} rows in this range: ask for fewer groups, or a shorter range`;
            throw Problem.invalid([{ pointer: 'group_by', detail }]);
        }
        if (format === 'csv')
            return sendCsv(response, headerOf(asked, items), items.map((row) => Object.values(row)));
        const { from, to } = asked;
        response.json({ from: from.toISOString(), to: to.toISOString(), items, next: null });
    }
};
__decorate([
    Get('tokens'),
    __param(0, FilterQuery(readersOf(REPORTS.tokens))),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], CountedReportsAdminController.prototype, "tokens", null);
__decorate([
    Get('traffic'),
    __param(0, FilterQuery(readersOf(REPORTS.traffic))),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], CountedReportsAdminController.prototype, "traffic", null);
__decorate([
    Get('denials'),
    __param(0, FilterQuery(readersOf(REPORTS.denials))),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], CountedReportsAdminController.prototype, "denials", null);
__decorate([
    Get('delegation'),
    __param(0, FilterQuery(readersOf(REPORTS.delegation))),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], CountedReportsAdminController.prototype, "delegation", null);
__decorate([
    Get('events'),
    __param(0, FilterQuery(readersOf(REPORTS.events))),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], CountedReportsAdminController.prototype, "events", null);
__decorate([
    Get('bearer'),
    __param(0, FilterQuery(readersOf(REPORTS.bearer))),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], CountedReportsAdminController.prototype, "bearer", null);
__decorate([
    Get('usage'),
    __param(0, FilterQuery(readersOf(REPORTS.usage))),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], CountedReportsAdminController.prototype, "usage", null);
CountedReportsAdminController = __decorate([
    Controller('api/v1/admin/reports'),
    Administers('reports'),
    __metadata("design:paramtypes", [CountedReportStore,
        Clock])
], CountedReportsAdminController);
export { CountedReportsAdminController };
function headerOf({ groups, interval, report }, [first]) {
    if (first !== undefined)
        return Object.keys(first);
    const counts = report === REPORTS.usage ? USED : report === REPORTS.bearer ? ['count', 'share'] : ['count'];
    return [...(interval === 'none' ? [] : ['at']), ...groups, ...counts];
}
//# sourceMappingURL=counted-reports.admin.controller.js.map