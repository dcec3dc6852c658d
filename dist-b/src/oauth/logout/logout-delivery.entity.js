var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
/**
 * A client that is still to be told that a sign-in has ended. It refers to client and person without foreign keys: it must
 * neither fail nor wait because one of them is just being deleted.
 */
let LogoutDelivery = class LogoutDelivery {
    id;
    clientId;
    userId;
    /** The person's sign-in at a browser, by which the client got its ID tokens. */
    signInId;
    /** How often it was taken up. */
    attempts;
    createdAt;
    /** Nobody takes it up before then: it waits for another try, or somebody is at it. */
    nextAt;
};
__decorate([
    PrimaryColumn('uuid'),
    __metadata("design:type", String)
], LogoutDelivery.prototype, "id", void 0);
__decorate([
    Column('text'),
    __metadata("design:type", String)
], LogoutDelivery.prototype, "clientId", void 0);
__decorate([
    Column('uuid'),
    __metadata("design:type", String)
], LogoutDelivery.prototype, "userId", void 0);
__decorate([
    Column('uuid'),
    __metadata("design:type", String)
], LogoutDelivery.prototype, "signInId", void 0);
__decorate([
    Column('integer'),
    __metadata("design:type", Number)
], LogoutDelivery.prototype, "attempts", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], LogoutDelivery.prototype, "createdAt", void 0);
__decorate([
    Column('timestamptz'),
    __metadata("design:type", Date)
], LogoutDelivery.prototype, "nextAt", void 0);
LogoutDelivery = __decorate([
    Entity('logout_deliveries'),
    Index('logout_deliveries_next_at', ['nextAt'])
], LogoutDelivery);
export { LogoutDelivery };
//# sourceMappingURL=logout-delivery.entity.js.map