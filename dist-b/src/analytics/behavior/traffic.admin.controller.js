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
import { Controller, Get } from '@nestjs/common';
import { Administers } from '../../http/access.js';
import { idFilter, ListQuery, textFilter, timeFilter, wordFilter } from '../../http/page-query.js';
import { Clock } from '../../kernel/clock.js';
import { pageOf } from '../../kernel/page.js';
import { Settings } from '../../settings/settings.js';
import { rangeOf } from '../reports/counted-report.request.js';
import { reputationSignals, signals } from './behavior.rules.js';
import { TrafficReadingStore, } from './traffic-reading.store.js';
/** Days that are looked through: a filter that fits little would read all that there is. */
const DAYS = { days: 1, most: 31 };
const range = { from: timeFilter, to: timeFilter };
const ofAlarms = { ...range, metric: textFilter, level: wordFilter('warning', 'critical') };
const ofRequests = {
    ...range,
    client_id: textFilter,
    user_id: idFilter,
    sid: idFilter,
    network: textFilter,
    source: textFilter,
    outcome: wordFilter('issued', 'refused'),
    traffic: wordFilter('human', 'ghost', 'bot'),
    min_score: scoreFilter,
};
/** What was made of traffic, for administrators to read: nothing here decides, and nothing can be changed. */
let TrafficAdminController = class TrafficAdminController {
    store;
    settings;
    clock;
    constructor(store, settings, clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }
    /** Hours of all traffic in which a measure reached its threshold, the newest first. */
    async alarms({ page, filters }) {
        const rows = await this.store.alarms(filters, page.after, page.limit + 1);
        return pageOf(rows, page.limit, ({ id }) => id, (row) => row);
    }
    /** Token requests with their scores, the newest first; the last day unless told otherwise. */
    async requests({ page, filters }) {
        const { from, to, ...others } = filters;
        const asked = rangeOf({ ...(from && { from }), ...(to && { to }) }, this.clock.now(), DAYS);
        const rows = await this.store.requests(others, asked, page.after, page.limit + 1);
        return pageOf(rows, page.limit, ({ id }) => id, (row) => row);
    }
    /** By which numbers traffic is judged at this moment. */
    async thresholds() {
        return {
            behavior_threshold: this.settings.BEHAVIOR_THRESHOLD,
            network_signals: viewOf(signals),
            fingerprint_signals: viewOf(reputationSignals),
            alarms: await this.store.thresholds(),
        };
    }
};
__decorate([
    Get('alarms'),
    __param(0, ListQuery(ofAlarms)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], TrafficAdminController.prototype, "alarms", null);
__decorate([
    Get('requests'),
    __param(0, ListQuery(ofRequests)),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], TrafficAdminController.prototype, "requests", null);
__decorate([
    Get('thresholds'),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", Promise)
], TrafficAdminController.prototype, "thresholds", null);
TrafficAdminController = __decorate([
    Controller('api/v1/admin/traffic'),
    Administers('reports'),
    __metadata("design:paramtypes", [TrafficReadingStore,
        Settings,
        Clock])
], TrafficAdminController);
export { TrafficAdminController };
function viewOf(all) {
    return Object.entries(all).map(([name, { points, means }]) => ({ name, points, means }));
}
function scoreFilter(text) {
    const score = Number(text);
    if (!/^\d{1,3}$/.test(text))
        throw new Error('must be a whole number from 0 to 999');
    return score;
}
//# sourceMappingURL=traffic.admin.controller.js.map