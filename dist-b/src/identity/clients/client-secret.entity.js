var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Client } from './client.entity.js';
/** One of at most two secrets that a client has at a time: the unique slot makes a third impossible. */
let ClientSecret = class ClientSecret {
    id;
    clientId;
    slot;
    /** A few bits of a keyed hash, which tell the two secrets apart before the slow check. */
    tag;
    /** bcrypt of the keyed hash of the secret. */
    hash;
    createdAt;
    /** When one that was replaced ends; null for one that is good until it is deleted. */
    expiresAt;
    /** To the hour. */
    lastUsedAt;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], ClientSecret.prototype, "id", void 0);
__decorate([
    ForeignKey(() => Client, 'clientId', { name: 'client_secrets_client', onDelete: 'CASCADE' }),
    Column('text'),
    __metadata("design:type", String)
], ClientSecret.prototype, "clientId", void 0);
__decorate([
    Column('smallint'),
    __metadata("design:type", Number)
], ClientSecret.prototype, "slot", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], ClientSecret.prototype, "tag", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], ClientSecret.prototype, "hash", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], ClientSecret.prototype, "createdAt", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], ClientSecret.prototype, "expiresAt", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], ClientSecret.prototype, "lastUsedAt", void 0);
ClientSecret = __decorate([
    Entity('client_secrets'),
    Unique('client_secrets_slot', ['clientId', 'slot']),
    Index('client_secrets_expires_at', ['expiresAt'], { where: 'expires_at IS NOT NULL' }),
    Check('client_secrets_two', 'slot IN (1, 2)')
], ClientSecret);
export { ClientSecret };
//# sourceMappingURL=client-secret.entity.js.map