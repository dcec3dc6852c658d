var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Column, Entity, PrimaryColumn } from 'typeorm';
/** A refresh token; partitioned by its id, which is part of the token and carries the time. */
let RefreshToken = class RefreshToken {
    id;
    /** Keyed hash of the whole token. */
    hash;
    sessionId;
    clientId;
    /** Unless it is used before. */
    expiresAt;
    usedAt;
    successorId;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], RefreshToken.prototype, "id", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], RefreshToken.prototype, "hash", void 0);
__decorate([
    Column('uuid'),
    __metadata("design:type", String)
], RefreshToken.prototype, "sessionId", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], RefreshToken.prototype, "clientId", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], RefreshToken.prototype, "expiresAt", void 0);
__decorate([
    Column('timestamptz', { nullable: true }),
    __metadata("design:type", Object)
], RefreshToken.prototype, "usedAt", void 0);
__decorate([
    Column('uuid', { nullable: true }),
    __metadata("design:type", Object)
], RefreshToken.prototype, "successorId", void 0);
RefreshToken = __decorate([
    Entity('refresh_tokens')
], RefreshToken);
export { RefreshToken };
//# sourceMappingURL=refresh-token.entity.js.map