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
import { isIdToken } from '../../identity/federation/foreign-token.rules.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { ForeignStatements } from './foreign-statements.js';
import { ACCESS_TOKEN, ID_TOKEN } from './token-types.js';
/** Reads subject tokens of other issuers: whom of our people they mean, and who may exchange them. */
let ForeignSubjects = class ForeignSubjects {
    statements;
    constructor(statements) {
        this.statements = statements;
    }
    /**
     * The person, with no more than what the issuer's tokens are good for here.
     * @param type of the token, as the client calls it (RFC 8693 §3)
     * @throws OAuthError `invalid_request` (RFC 8693 §2.2.2), in the same words whatever is wrong with the token
     */
    async read(token, type, client) {
        const question = { use: 'subject_token', audience: 'listed', accessToken: type === ACCESS_TOKEN };
        const verified = await this.statements.verify(token, question, refused);
        const { issuer, claims } = verified;
        if ((type === ID_TOKEN || isIdToken(claims)) && !client.exchangeIdTokens) {
            throw refused('the client may not exchange ID tokens');
        }
        this.statements.checkExchange(verified, client.clientId, refused);
        return this.statements.subject(verified, { scope: issuer.scope ?? [], audiences: null, expiresAt: claims.exp }, refused);
    }
};
ForeignSubjects = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ForeignStatements])
], ForeignSubjects);
export { ForeignSubjects };
function refused(cause) {
    return new OAuthError('invalid_request', 'the subject_token is not one that is accepted', { cause });
}
//# sourceMappingURL=foreign-subjects.js.map