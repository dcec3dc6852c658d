var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
/** Whose requests are refused before anything of them is read. */
let AddressBan = class AddressBan {
    id;
    /** CIDR in one spelling; null when only the hash of a network is known. */
    range;
    /** A network as analytics keep it; automatic bans know no more. */
    network;
    reason;
    source;
    /** Null: until somebody lifts it. */
    expiresAt;
    createdAt;
    updatedAt;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], AddressBan.prototype, "id", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], AddressBan.prototype, "range", void 0);
__decorate([
    Column('text', { nullable: true }),
    __metadata("design:type", Object)
], AddressBan.prototype, "network", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], AddressBan.prototype, "reason", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], AddressBan.prototype, "source", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], AddressBan.prototype, "expiresAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], AddressBan.prototype, "createdAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], AddressBan.prototype, "updatedAt", void 0);
AddressBan = __decorate([
    Entity('address_bans'),
    Unique('address_bans_range', ['range']),
    Unique('address_bans_network', ['network']),
    Check('address_bans_source', `source IN ('administrator', 'automatic')`),
    Check('address_bans_whom', 'num_nonnulls(range, network) = 1')
], AddressBan);
export { AddressBan };
//# sourceMappingURL=address-ban.entity.js.map