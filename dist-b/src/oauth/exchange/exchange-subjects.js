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
import { OAuthError } from '../../kernel/oauth-error.js';
import { ForeignSubjects } from './foreign-subjects.js';
import { IdTokenSubjects } from './id-token-subjects.js';
import { SubjectTokens } from './subject-tokens.js';
import { ID_TOKEN, TXN_TOKEN } from './token-types.js';
/** Finds out in whose name an access token is asked for, from whatever kind of token says so. */
let ExchangeSubjects = class ExchangeSubjects {
    ours;
    idTokens;
    others;
    constructor(ours, idTokens, others) {
        this.ours = ours;
        this.idTokens = idTokens;
        this.others = others;
    }
    /**
     * A token is read as what the client says it is, and must be that.
     * @param held what the client has proved to hold: a token that is bound to it is of use to nobody else
     * @throws OAuthError `invalid_request`
     */
    of(tokens, client, held) {
        const { subject_token: token, subject_token_type: type } = tokens;
        if (type === TXN_TOKEN)
            throw new OAuthError('invalid_request', 'a transaction token only gives way to another one');
        if (!this.ours.isOurs(token))
            return this.others.read(token, type, client);
        return type === ID_TOKEN ? this.idTokens.of(token, client) : this.ours.ofOurs(token, client, held);
    }
    /** When the token of the actor ends, seconds since 1970; Infinity without one. @throws OAuthError `invalid_request` */
    async actorEnd({ actor_token: token }, client, held) {
        return token === undefined ? Infinity : this.ours.actorEnd(token, client, held);
    }
};
ExchangeSubjects = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [SubjectTokens,
        IdTokenSubjects,
        ForeignSubjects])
], ExchangeSubjects);
export { ExchangeSubjects };
//# sourceMappingURL=exchange-subjects.js.map