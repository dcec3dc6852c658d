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
import { compactVerify, errors } from 'jose';
import { joinTransaction } from '../../http/request-context.js';
import { SessionDirectory } from '../../identity/sessions/session.directory.js';
import { Clock } from '../../kernel/clock.js';
import { NotJws, readCompactJws, typeOf } from '../../kernel/compact-jws.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { KeyRing } from '../../keys/key-ring.contract.js';
import { Settings } from '../../settings/settings.js';
import { mayExchange } from './subject-tokens.js';
import { transactionIn, TXN_TYP } from './transaction.rules.js';
/** Reads transaction tokens of ours that are to be replaced by smaller ones (Transaction Tokens, Txn-Token as a subject_token). */
let TransactionSubjects = class TransactionSubjects {
    keys;
    sessions;
    clock;
    settings;
    constructor(keys, sessions, clock, settings) {
        this.keys = keys;
        this.sessions = sessions;
        this.clock = clock;
        this.settings = settings;
    }
    /** @throws OAuthError `invalid_request`, in the same words whatever is wrong with the token */
    async of(token, client) {
        const transaction = await this.genuine(token);
        if (transaction.until <= this.clock.seconds())
            throw unfit('it has expired');
        const session = await this.sessions.findLiveness(transaction.sid);
        joinTransaction(transaction.txn, behalfOf(transaction, session?.ancestors));
        const live = session !== null && session.open && session.clientActive && session.userActive === true;
        if (!live || session.subject !== transaction.sub)
            throw unfit('its session was closed');
        const delegable = await this.sessions.findDelegable(transaction.sid);
        if (delegable === null || !mayExchange(client, delegable)) {
            throw unfit('the client may not exchange tokens of that client');
        }
        return { transaction, ancestors: session.ancestors, roles: session.roles ?? [] };
    }
    async genuine(token) {
        const jws = apart(token);
        const { kid, alg } = jws.header;
        const key = typeOf(jws) === TXN_TYP && typeof kid === 'string' ? await this.keys.find(kid) : null;
        if (key === null || alg !== key.algorithm)
            throw unfit('it is none of ours');
        try {
            await compactVerify(token, key.key, { algorithms: [key.algorithm] });
        }
        catch (error) {
            if (error instanceof errors.JOSEError)
                throw unfit('it is none of ours');
            throw error;
        }
        const { iss, aud } = jws.claims;
        const transaction = transactionIn(jws.claims);
        // One of before the trust domain got another name belongs to the old one.
        if (transaction === null || iss !== this.settings.PUBLIC_URL || aud !== this.settings.TRUST_DOMAIN) {
            throw unfit('it is for another trust domain');
        }
        return transaction;
    }
};
TransactionSubjects = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [KeyRing,
        SessionDirectory,
        Clock,
        Settings])
], TransactionSubjects);
export { TransactionSubjects };
function behalfOf({ sub, act, sid }, ancestors) {
    return { sub, ...(act && { act }), sid, ...(ancestors && { ancestors }) };
}
function apart(token) {
    try {
        return readCompactJws(token);
    }
    catch (error) {
        if (error instanceof NotJws)
            throw unfit(error.message);
        throw error;
    }
}
function unfit(cause) {
    return new OAuthError('invalid_request', 'the subject_token is not a transaction token that is accepted', { cause });
}
//# sourceMappingURL=transaction-subjects.js.map