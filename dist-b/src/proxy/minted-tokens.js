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
import { Clock } from '../kernel/clock.js';
import { uuidv7 } from '../kernel/uuid-v7.js';
import { KeyRing } from '../keys/key-ring.contract.js';
import { TransactionTokens } from '../oauth/exchange/transaction.contract.js';
import { Settings } from '../settings/settings.js';
/** Longest life of a token that the gate mints for an upstream, in seconds. */
const LIFETIME = 60;
/** What the gate itself says about a call, signed. */
let MintedTokens = class MintedTokens {
    keys;
    transactions;
    clock;
    settings;
    constructor(keys, transactions, clock, settings) {
        this.keys = keys;
        this.transactions = transactions;
        this.clock = clock;
        this.settings = settings;
    }
    /** Identifier of the upstream that is called. */
    resourceOf({ admission: { resource } }) {
        return resource;
    }
    /** For the calls that the upstream makes in turn, under the id that the evidence of this one has. */
    transaction(call) {
        const { caller, upstream } = call.admission;
        const { sub, act, client_id, sid, exp } = caller.claims;
        return this.transactions.mint({
            txn: call.txn,
            sub,
            ...(act === undefined ? {} : { act }),
            scope: upstream.requiredScopes,
            requesters: [client_id],
            resource: this.resourceOf(call),
            sid,
            until: exp,
        });
    }
    /**
     * It names no session, so that the gate itself does not accept it: whoever gets it cannot call back with it.
     * @param options.jti of the receipt that it is minted under; else one of its own
     */
    async mint({ admission, txn }, audience, { typ = 'at+jwt', jti = uuidv7(this.clock.now()) } = {}) {
        const { caller, upstream } = admission;
        const { sub, act, client_id, owner, exp } = caller.claims;
        const now = this.clock.seconds();
        return this.keys.sign(typ, {
            iss: this.settings.PUBLIC_URL,
            sub,
            aud: audience,
            exp: Math.min(now + LIFETIME, exp),
            iat: now,
            nbf: now,
            jti,
            client_id,
            scope: upstream.requiredScopes.join(' '),
            ...(act === undefined ? {} : { act }),
            ...(owner === undefined ? {} : { owner }),
            txn,
        });
    }
};
MintedTokens = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [KeyRing,
        TransactionTokens,
        Clock,
        Settings])
], MintedTokens);
export { MintedTokens };
//# sourceMappingURL=minted-tokens.js.map