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
import { Controller, HttpCode, Post } from '@nestjs/common';
import { Administers, Narrowed } from '../../http/access.js';
import { askedOf, Bulk, requireCount } from '../../http/bulk.js';
import { examined, JsonBody } from '../../http/json-body.js';
import { TheCaller } from '../../http/the-caller.js';
import { withinOf } from '../../kernel/within.js';
import { Changes, doneBy } from '../changes.store.js';
import { ClientSecretRevocationRequest } from './client-secret-revocation.request.js';
import { ClientSecretRevocationStore } from './client-secret-revocation.store.js';
/** Ends many secrets of clients at once, for administrators. */
let ClientSecretRevocationAdminController = class ClientSecretRevocationAdminController {
    secrets;
    changes;
    constructor(secrets, changes) {
        this.secrets = secrets;
        this.changes = changes;
    }
    /**
     * Delete the secrets of clients that a filter finds. The last one of each client stays, and `kept` tells how many these
     * are: to take a client's access away, deactivate it. `?dry_run=true` tells all of it first.
     */
    async revoke(body, caller) {
        const { filter, expected } = askedOf(examined(ClientSecretRevocationRequest, body), 'secrets');
        const gone = [];
        return this.changes.record(async (transaction) => {
            const { matched, deleted } = await this.secrets.delete(transaction, filter, withinOf(caller));
            requireCount(matched, expected);
            gone.splice(0, Infinity, ...deleted);
            return { matched, deleted: deleted.length, kept: matched - deleted.length };
        }, (done) => [
            doneBy(caller, 'client.secrets_deleted', { filter, ...done }),
            ...gone.map(({ id, clientId }) => doneBy(caller, 'client.secret_deleted', { id: clientId, secret_id: id })),
        ]);
    }
};
__decorate([
    Post(),
    HttpCode(200),
    Bulk(),
    __param(0, JsonBody()),
    __param(1, TheCaller()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], ClientSecretRevocationAdminController.prototype, "revoke", null);
ClientSecretRevocationAdminController = __decorate([
    Controller('api/v1/admin/client-secrets/revoke'),
    Administers('secrets', 'delete'),
    Narrowed(),
    __metadata("design:paramtypes", [ClientSecretRevocationStore,
        Changes])
], ClientSecretRevocationAdminController);
export { ClientSecretRevocationAdminController };
//# sourceMappingURL=client-secret-revocation.admin.controller.js.map