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
import { Post, Req } from '@nestjs/common';
import { Signals } from '../../analytics/analytics.contract.js';
import { EXCHANGE } from '../../identity/clients/client.rules.js';
import { ExchangeSubjects } from '../exchange/exchange-subjects.js';
import { ExchangedAuthority } from '../exchange/exchanged-authority.js';
import { IssuedIdJags } from '../exchange/issued-id-jags.js';
import { ACCESS_TOKEN, ID_JAG, TXN_TOKEN } from '../exchange/token-types.js';
import { TransactionExchange } from '../exchange/transaction-exchange.js';
import { AuthenticatedClient, Grant, GrantForm, Issued } from './grant.js';
import { TokenExchangeRequest } from './token-exchange.request.js';
/**
 * A token to act for whom another token speaks, with no more authority than that one has; or a statement about them for
 * somebody else: another domain's authorization server, or the next hop of a call (RFC 8693).
 */
let TokenExchangeController = class TokenExchangeController {
    subjects;
    authority;
    idJags;
    transactions;
    signals;
    constructor(subjects, authority, idJags, transactions, signals) {
        this.subjects = subjects;
        this.authority = authority;
        this.idJags = idJags;
        this.transactions = transactions;
        this.signals = signals;
    }
    async authorize(client, request, http) {
        const { requested_token_type: wanted } = request;
        const { proof, confirmation: held } = http;
        if (wanted === ID_JAG)
            return this.idJags.plan(client, request, proof?.jkt);
        const actorEnd = await this.subjects.actorEnd(request, client, held);
        if (wanted === TXN_TOKEN)
            return this.transactions.plan(client, request, actorEnd, held);
        const subject = await this.subjects.of(request, client, held);
        const passedOn = await this.authority.of(subject, client, { ...request, actorEnd });
        return { ...passedOn, issuedTokenType: ACCESS_TOKEN, origin: this.signals.of(http) };
    }
};
__decorate([
    Post(),
    Issued(),
    __param(0, AuthenticatedClient()),
    __param(1, GrantForm(TokenExchangeRequest)),
    __param(2, Req()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, TokenExchangeRequest, Object]),
    __metadata("design:returntype", Promise)
], TokenExchangeController.prototype, "authorize", null);
TokenExchangeController = __decorate([
    Grant(EXCHANGE),
    __metadata("design:paramtypes", [ExchangeSubjects,
        ExchangedAuthority,
        IssuedIdJags,
        TransactionExchange,
        Signals])
], TokenExchangeController);
export { TokenExchangeController };
//# sourceMappingURL=token-exchange.controller.js.map