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
import { Clock } from '../../kernel/clock.js';
import { Settings } from '../../settings/settings.js';
import { AssertionIssuer } from '../tokens/assertion-issuer.js';
import { TransactionTokens } from './transaction.contract.js';
import { transactionClaims, TXN_TYP } from './transaction.rules.js';
/** Transaction tokens for the hop from the gate to an upstream. */
let SignedTransactions = class SignedTransactions extends TransactionTokens {
    assertions;
    clock;
    settings;
    constructor(assertions, clock, settings) {
        super();
        this.assertions = assertions;
        this.clock = clock;
        this.settings = settings;
    }
    mint(transaction) {
        const claims = transactionClaims(transaction, this.settings.TRUST_DOMAIN, this.clock.seconds());
        return this.assertions.sign(TXN_TYP, claims);
    }
};
SignedTransactions = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [AssertionIssuer,
        Clock,
        Settings])
], SignedTransactions);
export { SignedTransactions };
//# sourceMappingURL=signed-transactions.js.map