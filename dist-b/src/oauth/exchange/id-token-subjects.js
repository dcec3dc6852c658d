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
import { DEVICE_CODE } from '../../identity/clients/client.rules.js';
import { joinTransaction } from '../../http/request-context.js';
import { SessionStore } from '../../identity/sessions/session.store.js';
import { WebSessionStore } from '../../identity/sessions/web-session.store.js';
import { MOST_ACTORS } from '../../kernel/caller.js';
import { Clock } from '../../kernel/clock.js';
import { below } from '../../kernel/lineage.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { isRole } from '../../kernel/roles.js';
import { withoutIdentity } from '../../kernel/scope-set.js';
import { IdTokens } from '../tokens/id-tokens.js';
const UNFIT = 'the subject_token is not an ID token that is accepted';
/** Reads ID tokens of ours by which the clients they were made for want to act. */
let IdTokenSubjects = class IdTokenSubjects {
    idTokens;
    signIns;
    sessions;
    clock;
    constructor(idTokens, signIns, sessions, clock) {
        this.idTokens = idTokens;
        this.signIns = signIns;
        this.sessions = sessions;
        this.clock = clock;
    }
    /**
     * It must be for this client, which must be registered for this, and must still be true: not expired, the person signed
     * in and active, and something of what they allowed the client not ended.
     * @throws OAuthError `invalid_request` (RFC 8693 §2.2.2), in the same words whatever is wrong with the token
     */
    async person(token, client) {
        if (!client.exchangeIdTokens) {
            throw new OAuthError('invalid_request', 'the client is not registered to exchange ID tokens');
        }
        const said = await this.idTokens.read(token);
        if (said === null || said.clientId !== client.clientId)
            throw unfit('it is none of ours for this client');
        if (said.expiresAt <= this.clock.seconds())
            throw unfit('it has expired');
        const { webSessionId } = said;
        if (webSessionId === null)
            throw unfit('it names no sign-in');
        const person = await this.signIns.findHeldBy(webSessionId, client.clientId, new Date(said.issuedAt * 1000));
        if (person === null || person.userId !== said.sub)
            throw unfit('the sign-in has ended');
        joinTransaction(person.txn);
        return { ...said, webSessionId, lineage: below(webSessionId, person), roles: person.roles };
    }
    /** The same as whom an access token is for: what the client may do, as far as the person's roles go. */
    async of(token, client) {
        const { sub, roles, webSessionId, lineage, expiresAt, authentication } = await this.person(token, client);
        return {
            sub,
            userId: sub,
            roles,
            sessionId: webSessionId,
            lineage,
            audiences: [],
            authority: {
                scope: scopeOf(client),
                audiences: null,
                expiresAt,
                delegations: MOST_ACTORS,
            },
            authentication,
            hold: (transaction) => this.sessions.holdOpen(transaction, webSessionId),
            lost: unfit('the sign-in was ended'),
        };
    }
};
IdTokenSubjects = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [IdTokens,
        WebSessionStore,
        SessionStore,
        Clock])
], IdTokenSubjects);
export { IdTokenSubjects };
/**
 * Without roles of administration where the client may come by codes that people type: nothing in the ID token says whether
 * it did, and who typed one was asked for no role (RFC 8628 §5.4).
 */
function scopeOf({ scope, grantTypes }) {
    const own = withoutIdentity(scope);
    return grantTypes.includes(DEVICE_CODE) ? own.filter((name) => !isRole(name)) : own;
}
function unfit(cause) {
    return new OAuthError('invalid_request', UNFIT, { cause });
}
//# sourceMappingURL=id-token-subjects.js.map