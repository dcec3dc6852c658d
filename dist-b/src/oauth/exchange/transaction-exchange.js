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
import { ScopeCatalogue } from '../../identity/scopes/scope.catalogue.js';
import { MOST_ACTORS } from '../../kernel/caller.js';
import { Clock } from '../../kernel/clock.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { Settings } from '../../settings/settings.js';
import { scopesInQuestion } from '../token/scope.rules.js';
import { chain } from './exchanged-authority.js';
import { exchangedScope } from './exchanged-scope.rules.js';
import { SubjectTokens } from './subject-tokens.js';
import { ACCESS_TOKEN, TXN_TOKEN } from './token-types.js';
import { transactionClaims, TXN_TYP } from './transaction.rules.js';
import { TransactionSubjects } from './transaction-subjects.js';
/** Decides on transaction tokens: of a call that came in with an access token, or in place of one that is larger. */
let TransactionExchange = class TransactionExchange {
    subjects;
    transactions;
    scopes;
    clock;
    settings;
    constructor(subjects, transactions, scopes, clock, settings) {
        this.subjects = subjects;
        this.transactions = transactions;
        this.scopes = scopes;
        this.clock = clock;
        this.settings = settings;
    }
    /**
     * @param actorEnd when the token of the actor ends, seconds since 1970; Infinity without one
     * @param held what the client has proved to hold, which an access token may be bound to
     * @throws OAuthError `invalid_request`, `invalid_target`, `invalid_scope`
     */
    async plan(client, wishes, actorEnd, held) {
        this.checkTarget(wishes);
        if (wishes.scope === undefined)
            throw new OAuthError('invalid_request', 'scope is missing: say what it is for');
        const { transaction, ancestors, roles } = await this.underWay(client, wishes, held);
        const smaller = {
            ...transaction,
            act: chain(transaction.act, client.clientId),
            scope: exchangedScope({
                requested: wishes.scope,
                subjectScope: transaction.scope,
                clientScope: client.scope,
                roles,
                catalogue: await this.scopes.find(scopesInQuestion(wishes.scope, transaction.scope)),
                audience: this.settings.TRUST_DOMAIN,
            }),
            requesters: [...transaction.requesters, client.clientId],
            until: Math.min(transaction.until, actorEnd),
        };
        if (smaller.requesters.length > MOST_ACTORS) {
            throw new OAuthError('invalid_request', `a transaction token is replaced at most ${MOST_ACTORS - 1} times`);
        }
        return this.asserted(smaller, client, ancestors);
    }
    asserted(transaction, { clientId }, ancestors) {
        const { txn, sub, act, sid } = transaction;
        const now = this.clock.seconds();
        // An access token is accepted for a moment after its end: what has no time left cannot be passed on.
        if (transaction.until <= now)
            throw new OAuthError('invalid_request', 'a token of the request has expired');
        return {
            typ: TXN_TYP,
            issuedTokenType: TXN_TOKEN,
            claims: transactionClaims(transaction, this.settings.TRUST_DOMAIN, now),
            event: {
                kind: 'txn_token.issued',
                decision: 'allow',
                sub,
                clientId,
                sid,
                ancestors,
                txn,
                ...(act === undefined ? {} : { act }),
            },
        };
    }
    checkTarget({ resource, audience }) {
        if (resource.length > 0)
            throw new OAuthError('invalid_target', 'a transaction token takes no resource');
        if (audience.some((name) => name !== this.settings.TRUST_DOMAIN)) {
            throw new OAuthError('invalid_target', 'audience must be the trust domain');
        }
    }
    async underWay(client, wishes, held) {
        const { subject_token: token, subject_token_type: type } = wishes;
        if (type === TXN_TOKEN)
            return this.transactions.of(token, client);
        if (type !== ACCESS_TOKEN) {
            throw new OAuthError('invalid_request', 'a transaction token is issued for an access token or another one');
        }
        const { sub, act, sessionId, lineage, audiences, authority, roles } = await this.subjects.ofOurs(token, client, held);
        if (sessionId === null)
            throw new OAuthError('invalid_request', 'the subject_token names no session of ours');
        return {
            transaction: {
                txn: lineage.txn,
                sub,
                ...(act === undefined ? {} : { act }),
                scope: authority.scope,
                requesters: [],
                resource: audiences[0] ?? null,
                sid: sessionId,
                until: authority.expiresAt,
            },
            ancestors: lineage.ancestors.slice(1),
            roles,
        };
    }
};
TransactionExchange = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [SubjectTokens,
        TransactionSubjects,
        ScopeCatalogue,
        Clock,
        Settings])
], TransactionExchange);
export { TransactionExchange };
//# sourceMappingURL=transaction-exchange.js.map