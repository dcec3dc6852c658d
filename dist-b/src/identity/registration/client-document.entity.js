var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Client } from '../clients/client.entity.js';
/** When the metadata document of a client was fetched last, and until when it is not asked for again. */
let ClientDocument = class ClientDocument {
    clientId;
    fetchedAt;
    freshUntil;
};
__decorate([
    PrimaryColumn('text'),
    ForeignKey(() => Client, 'clientId', { name: 'client_documents_client', onDelete: 'CASCADE' }),
    __metadata("design:type", String)
], ClientDocument.prototype, "clientId", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], ClientDocument.prototype, "fetchedAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], ClientDocument.prototype, "freshUntil", void 0);
ClientDocument = __decorate([
    Entity('client_documents')
], ClientDocument);
export { ClientDocument };
//# sourceMappingURL=client-document.entity.js.map