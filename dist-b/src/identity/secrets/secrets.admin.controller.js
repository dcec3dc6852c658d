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
import { Administers, Narrowed } from '../../http/access.js';
import { sendCsv } from '../../http/csv.js';
import { idFilter, ListQuery, readFilters, textFilter, timeFilter, wordFilter, } from '../../http/page-query.js';
import { TheCaller } from '../../http/the-caller.js';
import { Clock } from '../../kernel/clock.js';
import { pageOf } from '../../kernel/page.js';
import { withinOf } from '../../kernel/within.js';
import { SECRET_KINDS, SecretInventoryStore } from './secret-inventory.store.js';
import { INVENTORY_HEADER, inventoryRecord, inventoryView } from './secret.view.js';
const TABLE_PAGE = 500;
const NOBODY = '00000000-0000-0000-0000-000000000000';
const filters = {
    kind: wordFilter(...SECRET_KINDS),
    owner_id: idFilter,
    client_id: textFilter,
    due: (text) => wordFilter('true', 'false')(text) === 'true',
    unused_since: timeFilter,
    expires_before: timeFilter,
};
/** Long-lived secrets of every kind, for administrators: how old they are, when they were used, and what is due. Never a value. */
let SecretsAdminController = class SecretsAdminController {
    inventory;
    clock;
    constructor(inventory, clock) {
        this.inventory = inventory;
        this.clock = clock;
    }
    /** In an order that stays. */
    async list({ page, filters }, caller) {
        const rows = await this.inventory.page(within(filters, caller), page.after, page.limit + 1);
        const now = this.clock.now();
        return pageOf(rows, page.limit, ({ position }) => position, (row) => inventoryView(row, now));
    }
    /** List all secrets as a table (RFC 4180). */
    async table(query, caller, response) {
        response.set('content-disposition', 'attachment; filename="secrets.csv"');
        await sendCsv(response, INVENTORY_HEADER, this.records(within(readFilters(query, filters), caller)));
    }
    async *records(asked) {
        const now = this.clock.now();
        for (let after = null;;) {
            const rows = await this.inventory.page(asked, after, TABLE_PAGE);
            for (const row of rows)
                yield inventoryRecord(inventoryView(row, now));
            if (rows.length < TABLE_PAGE)
                return;
            after = rows.at(-1)?.position ?? null;
        }
    }
};
__decorate([
    Get(),
    __param(0, ListQuery(filters)),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], SecretsAdminController.prototype, "list", null);
__decorate([
    Get('inventory.csv'),
    __param(0, Query()),
    __param(1, TheCaller()),
    __param(2, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, Object]),
    __metadata("design:returntype", Promise)
], SecretsAdminController.prototype, "table", null);
SecretsAdminController = __decorate([
    Controller('api/v1/admin/secrets'),
    Administers('secrets'),
    Narrowed(),
    __metadata("design:paramtypes", [SecretInventoryStore,
        Clock])
], SecretsAdminController);
export { SecretsAdminController };
/** Whoever does not reach everybody's is shown what is their own, whatever they ask for. */
function within(asked, caller) {
    const reached = withinOf(caller);
    return reached === null ? asked : { ...asked, owner_id: reached.ownerId ?? NOBODY };
}
//# sourceMappingURL=secrets.admin.controller.js.map