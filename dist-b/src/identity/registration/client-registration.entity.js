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
/** By what a client that registered itself looks after its registration: a registration access token (RFC 7592 §1.2). */
let ClientRegistration = class ClientRegistration {
    clientId;
    /** Keyed hash of its text. */
    tokenHash;
    rotatedAt;
};
__decorate([
    PrimaryColumn('text'),
    ForeignKey(() => Client, 'clientId', { name: 'client_registrations_client', onDelete: 'CASCADE' }),
    __metadata("design:type", String)
], ClientRegistration.prototype, "clientId", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], ClientRegistration.prototype, "tokenHash", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], ClientRegistration.prototype, "rotatedAt", void 0);
ClientRegistration = __decorate([
    Entity('client_registrations')
], ClientRegistration);
export { ClientRegistration };
//# sourceMappingURL=client-registration.entity.js.map