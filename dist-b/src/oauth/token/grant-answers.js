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
import { Metrics } from '../../http/metrics.js';
import { Log } from '../../kernel/log.js';
import { AssertionIssuer } from '../tokens/assertion-issuer.js';
import { TokenIssuer } from '../tokens/token-issuer.js';
/** Makes an Authorization a session, a token and an answer; what is to be said to somebody else, an assertion. */
let GrantAnswers = class GrantAnswers {
    issuer;
    assertions;
    log;
    metrics;
    constructor(issuer, assertions, log, metrics) {
        this.issuer = issuer;
        this.assertions = assertions;
        this.log = log;
        this.metrics = metrics;
    }
    /**
     * @param confirmation what the client has proved to hold: tokens of every grant are bound to it here, lest one forget it
     * @param client by which names it knows people, and when it ends, for the same reason; null where no registered client asks
     */
    async to(decided, grantType, confirmation, client) {
        if ('typ' in decided) {
            const { event, claims } = decided;
            const told = { ...event, detail: { ...event.detail, grant_type: grantType } };
            const answer = await this.assertions.issue({ ...decided, event: told });
            this.tell(grantType, { clientId: event.clientId, sub: claims.sub, resource: claims.aud }, answer);
            return answer;
        }
        const answer = await this.issuer.issue({
            ...decided,
            sector: client?.sector ?? null,
            clientEnd: client?.expiresAt ?? null,
            grantType,
            ...(confirmation === undefined ? {} : { confirmation }),
        });
        this.metrics.tokenIssued(confirmation, grantType);
        this.tell(grantType, { clientId: decided.clientId, sub: decided.subject, resource: decided.audience }, answer);
        return answer;
    }
    tell(grantType, { clientId, sub, resource }, answer) {
        this.log.info('token.issued', {
            grant_type: grantType,
            client_id: clientId,
            sub,
            scope: answer.scope,
            resource,
            token_type: answer.token_type,
            expires_in: answer.expires_in,
        });
    }
};
GrantAnswers = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [TokenIssuer,
        AssertionIssuer,
        Log,
        Metrics])
], GrantAnswers);
export { GrantAnswers };
//# sourceMappingURL=grant-answers.js.map