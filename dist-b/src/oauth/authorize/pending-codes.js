var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { PendingGrants } from '../../identity/sessions/pending-grants.contract.js';
import { AuthorizationCodeStore } from './authorization-code.store.js';
/** Ends codes that nobody has redeemed. Requests that wait look at client and consent again when they are answered. */
let PendingCodes = class PendingCodes extends PendingGrants {
    codes;
    constructor(codes) {
        super();
        this.codes = codes;
    }
    endOfClients(transaction, clientIds) {
        return this.codes.endOfClients(transaction, clientIds);
    }
    endOfUser(transaction, userId) {
        return this.codes.endOfUser(transaction, userId);
    }
    endOfConsents(transaction, consents) {
        return this.codes.endOfConsents(transaction, consents);
    }
    endOfMeant(transaction, meant, within) {
        return this.codes.endOfMeant(transaction, meant, within);
    }
};
PendingCodes = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [AuthorizationCodeStore])
], PendingCodes);
export { PendingCodes };
//# sourceMappingURL=pending-codes.js.map