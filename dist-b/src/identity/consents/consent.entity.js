var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Client } from '../clients/client.entity.js';
import { User } from '../users/user.entity.js';
/** What a person allowed a client to do at one resource. */
let Consent = class Consent {
    id;
    userId;
    clientId;
    resource;
    scope;
    /** Of what the person was shown about the client: when it differs, the person is asked again. */
    clientFingerprint;
    createdAt;
    updatedAt;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], Consent.prototype, "id", void 0);
__decorate([
    ForeignKey(() => User, { name: 'consents_user', onDelete: 'CASCADE' }),
    Column('uuid'),
    __metadata("design:type", String)
], Consent.prototype, "userId", void 0);
__decorate([
    ForeignKey(() => Client, 'clientId', { name: 'consents_client', onDelete: 'CASCADE' }),
    Column('text'),
    __metadata("design:type", String)
], Consent.prototype, "clientId", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], Consent.prototype, "resource", void 0);
__decorate([
    Column('text', { array: true }),
    __metadata("design:type", Array)
], Consent.prototype, "scope", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], Consent.prototype, "clientFingerprint", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], Consent.prototype, "createdAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], Consent.prototype, "updatedAt", void 0);
Consent = __decorate([
    Entity('consents'),
    Unique('consents_one', ['userId', 'clientId', 'resource']),
    Index('consents_client_id', ['clientId'])
], Consent);
export { Consent };
//# sourceMappingURL=consent.entity.js.map