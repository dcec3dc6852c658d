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
import { idFilter, readFilters, readList, textFilter, wordFilter } from '../../http/page-query.js';
import { Clock } from '../../kernel/clock.js';
import { pageOf } from '../../kernel/page.js';
import { Problem } from '../../kernel/problem.js';
import { ActiveSessionStore, SESSION_GROUPS } from './active-sessions.store.js';
import { AgentStore } from './agents.store.js';
import { formatReader, someFilter } from './counted-report.request.js';
import { DAY } from './report-range.rules.js';
const MOST_ROWS = 5000;
const UNUSED_DAYS = 90;
const TABLE_PAGE = 500;
const header = [
    ...['client_id', 'client_name', 'kind', 'status', 'owner_id', 'owner_name', 'owner_status', 'created_at'],
    ...['expires_at', 'first_used_at', 'last_used_at', 'unused_scopes', 'unused_upstreams', 'secret_made_at'],
    'secret_age_days',
];
/** Reports on what there is now: sessions that are live, and what clients hold. */
let HoldingsAdminController = class HoldingsAdminController {
    sessions;
    agents;
    clock;
    constructor(sessions, agents, clock) {
        this.sessions = sessions;
        this.agents = agents;
        this.clock = clock;
    }
    /** Sessions that are live at this moment. */
    async activeSessions(query, response) {
        const read = readFilters(query, {
            ...formatReader,
            ...{ source: textFilter, client_id: textFilter, user_id: idFilter },
            group_by: someFilter(SESSION_GROUPS),
        });
        const { format, group_by: groups = ['source', 'client_id'], ...filters } = read;
        const given = new Map(Object.entries(filters).map(([name, value]) => [name, String(value)]));
        const now = new Date(this.clock.now());
        const items = await this.sessions.count(groups, given, now, MOST_ROWS + 1);
        if (items.length > MOST_ROWS) {
            throw Problem.invalid([
                { pointer: 'group_by', detail: `makes more than ${MOST_ROWS} rows: ask for fewer groups` },
            ]);
        }
        const names = [...groups, 'count', 'people', 'oldest'];
        if (format === 'csv')
            return sendCsv(response, names, items.map((item) => names.map((name) => item[name])));
        response.json({ at: now.toISOString(), items, next: null });
    }
    /** What clients hold and do not use. Who owns them, when they were last used, and what they were given and do not use. A page of them. */
    async holders(query, response) {
        const { page, filters } = readList(query, {
            ...formatReader,
            kind: wordFilter('agent', 'application', 'service'),
            status: wordFilter('active', 'inactive'),
            owner_id: idFilter,
            idle: wordFilter('true', 'false'),
            unused_days: daysFilter,
        });
        const now = this.clock.now();
        const { format, kind, status, owner_id: ownerId, unused_days: days = UNUSED_DAYS } = filters;
        const asked = { kind, status, ownerId, idle: filters.idle === 'true', since: new Date(now - days * DAY) };
        if (format === 'csv')
            return sendCsv(response, header, this.table(asked, now));
        const rows = await this.agents.page(asked, page.after, page.limit + 1);
        const as_of = (await this.agents.asOf())?.toISOString() ?? null;
        const { items, next } = pageOf(rows, page.limit, ({ id }) => id, (row) => view(row, now));
        response.json({ as_of, used_since: asked.since.toISOString(), items, next });
    }
    async *table(asked, now) {
        for (let after = null;;) {
            const rows = await this.agents.page(asked, after, TABLE_PAGE);
            for (const row of rows) {
                const shown = view(row, now);
                yield header.map((name) => (Array.isArray(shown[name]) ? shown[name].join(' ') : shown[name]));
            }
            if (rows.length < TABLE_PAGE)
                return;
            after = rows.at(-1)?.id ?? null;
        }
    }
};
__decorate([
    Get('active-sessions'),
    __param(0, Query()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], HoldingsAdminController.prototype, "activeSessions", null);
__decorate([
    Get('agents'),
    __param(0, Query()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], HoldingsAdminController.prototype, "holders", null);
HoldingsAdminController = __decorate([
    Controller('api/v1/admin/reports'),
    Administers('reports'),
    __metadata("design:paramtypes", [ActiveSessionStore,
        AgentStore,
        Clock])
], HoldingsAdminController);
export { HoldingsAdminController };
function view({ id: _, ...row }, now) {
    const { secret_made_at: made } = row;
    return { ...row, secret_age_days: made === null ? null : Math.floor((now - +made) / DAY) };
}
function daysFilter(text) {
    const days = Number(text);
    if (!/^\d{1,3}$/.test(text) || days < 1 || days > 400)
        throw new Error('must be a whole number from 1 to 400');
    return days;
}
//# sourceMappingURL=holdings.admin.controller.js.map