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
import { Administers } from '../../http/access.js';
import { sendCsv } from '../../http/csv.js';
import { readFilters, textFilter, wordFilter } from '../../http/page-query.js';
import { Clock } from '../../kernel/clock.js';
import { Problem } from '../../kernel/problem.js';
import { AgentStore } from './agents.store.js';
import { AnomalyStore } from './anomalies.store.js';
import { METRICS, thresholdOf } from './anomaly.rules.js';
import { formatReader, rangeOf, rangeReaders } from './counted-report.request.js';
import { MINUTE } from './report-range.rules.js';
const MOST_ROWS = 5000;
/** Days of a range: what it is judged by must still be there. */
const DAYS = { days: 1, most: 8 };
const header = [
    ...['at', 'metric', 'subject_type', 'subject', 'name', 'value', 'threshold', 'mean', 'deviation', 'samples'],
    ...['known_since', 'known_before'],
];
/** What was unusual of clients and people. */
let AnomaliesAdminController = class AnomaliesAdminController {
    store;
    agents;
    clock;
    constructor(store, agents, clock) {
        this.store = store;
        this.agents = agents;
        this.clock = clock;
    }
    /**
     * What was unusual of clients and people. Each with the numbers that it was judged by: `value` is over `threshold`, or
     * `name` was never there before.
     */
    async list(query, response) {
        const { format, metric, subject_type, subject, ...range } = readFilters(query, {
            ...rangeReaders,
            ...formatReader,
            metric: wordFilter(...METRICS),
            subject_type: wordFilter('client', 'person'),
            subject: textFilter,
        });
        const { from, to } = wholeHours(rangeOf(range, this.clock.now(), DAYS));
        const all = await this.between(from, to);
        const wanted = Object.entries({ metric, subject_type, subject }).filter(([, value]) => value !== undefined);
        const items = all.filter((item) => wanted.every(([name, value]) => item[name] === value));
        if (format === 'csv') {
            return sendCsv(response, header, items.map((item) => header.map((name) => item[name])));
        }
        const as_of = (await this.agents.asOf())?.toISOString() ?? null;
        response.json({ from: from.toISOString(), to: to.toISOString(), as_of, items, next: null });
    }
    async between(from, to) {
        const [hours, uses] = await Promise.all([
            this.store.hours(from, to, MOST_ROWS + 1),
            this.store.newUses(from, to, MOST_ROWS + 1),
        ]);
        if (hours.length > MOST_ROWS || uses.length > MOST_ROWS) {
            throw Problem.invalid([{ pointer: 'from', detail: 'leaves too much to be judged: ask for a shorter range' }]);
        }
        const unusual = hours.map(ofHour).filter(({ value, threshold }) => Number(value) > Number(threshold));
        return [...unusual, ...uses.map(ofUse)].sort((one, other) => (String(one.at) < String(other.at) ? -1 : 1));
    }
};
__decorate([
    Get(),
    __param(0, Query()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], AnomaliesAdminController.prototype, "list", null);
AnomaliesAdminController = __decorate([
    Controller('api/v1/admin/reports/anomalies'),
    Administers('reports'),
    __metadata("design:paramtypes", [AnomalyStore,
        AgentStore,
        Clock])
], AnomaliesAdminController);
export { AnomaliesAdminController };
const nothing = { name: null, threshold: null, mean: null, deviation: null, samples: null, known_since: null };
function ofHour({ hour, mean, deviation, ...judged }) {
    const threshold = rounded(thresholdOf(mean, deviation));
    const numbers = { threshold, mean: rounded(mean), deviation: rounded(deviation), known_before: null };
    return { ...nothing, ...judged, ...numbers, at: hour.toISOString() };
}
function ofUse({ subject_type, subject, what, name, at, known_since, known_before }) {
    const of = { subject_type, subject, name, metric: `new_${what}`, value: 1, known_before };
    return { ...nothing, ...of, at: at.toISOString(), known_since: known_since.toISOString() };
}
function wholeHours({ from, to }) {
    const hour = 60 * MINUTE;
    return { from: new Date(Math.floor(+from / hour) * hour), to: new Date(Math.ceil(+to / hour) * hour) };
}
const rounded = (value) => Number(value.toFixed(2));
//# sourceMappingURL=anomalies.admin.controller.js.map