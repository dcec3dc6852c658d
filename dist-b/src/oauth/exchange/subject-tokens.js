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
import { CallerVerifier, TokenRefused } from '../../http/access.js';
import { joinTransaction } from '../../http/request-context.js';
import { SessionDirectory } from '../../identity/sessions/session.directory.js';
import { SessionStore } from '../../identity/sessions/session.store.js';
import { MOST_ACTORS } from '../../kernel/caller.js';
import { NotJws, readCompactJws } from '../../kernel/compact-jws.js';
import { below } from '../../kernel/lineage.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { isHeldBy } from '../../kernel/token-binding.js';
import { Settings } from '../../settings/settings.js';
import { depthOf } from './delegation.rules.js';
const UNFIT = 'the subject_token is not one that is accepted';
/** Reads subject and actor tokens: whose they are, whether they are good now, and who may exchange them. */
let SubjectTokens = class SubjectTokens {
    verifier;
    directory;
    sessions;
    settings;
    constructor(verifier, directory, sessions, settings) {
        this.verifier = verifier;
        this.directory = directory;
        this.sessions = sessions;
        this.settings = settings;
    }
    /** Whether a token says that it is ours; what cannot be read is refused as one of somebody else's. */
    isOurs(token) {
        try {
            return readCompactJws(token).claims['iss'] === this.settings.PUBLIC_URL;
        }
        catch (error) {
            if (error instanceof NotJws)
                return false;
            throw error;
        }
    }
    /**
     * An access token of ours, whose session lives.
     * @param held by the client: of a token that is bound nobody else makes another (RFC 9449 §7, RFC 8705 §3)
     * @throws OAuthError `invalid_request` (RFC 8693 §2.2.2), in the same words whatever is wrong with the token
     */
    async ofOurs(token, client, held) {
        const caller = await this.verified(token, held, UNFIT);
        const { claims } = caller;
        const { sub, act, sid } = claims;
        const { txn, ancestors } = caller.lineage;
        joinTransaction(txn, { sub, ...(act && { act }), sid, ancestors });
        const delegable = await this.directory.findDelegable(claims.sid);
        if (delegable === null || !mayExchange(client, delegable)) {
            throw new OAuthError('invalid_request', UNFIT, { cause: 'the client may not exchange tokens of that client' });
        }
        return {
            sub: claims.sub,
            userId: caller.userId,
            roles: caller.roles,
            ...(claims.owner === undefined ? {} : { owner: claims.owner }),
            ...(claims.act === undefined ? {} : { act: claims.act }),
            sessionId: claims.sid,
            lineage: below(claims.sid, caller.lineage),
            audiences: caller.audiences,
            authority: {
                scope: caller.scopes,
                audiences: delegable.audiences,
                expiresAt: endOf(claims, delegable),
                delegations: MOST_ACTORS - depthOf(claims.act),
            },
            ...authenticationOf(claims),
            hold: (transaction) => this.sessions.holdOpen(transaction, claims.sid),
            lost: new OAuthError('invalid_request', UNFIT, { cause: 'the session was closed' }),
        };
    }
    /**
     * A token by which the client proves once more that it is itself who acts (RFC 8693 §2.1).
     * @returns when it ends, seconds since 1970
     * @throws OAuthError `invalid_request`
     */
    async actorEnd(token, client, held) {
        const { claims } = await this.verified(token, held, 'the actor_token is not one that is accepted');
        const itself = claims.sub === client.clientId || (claims.act?.sub === client.clientId && !claims.act.act);
        if (claims.client_id !== client.clientId || !itself) {
            throw new OAuthError('invalid_request', 'the actor_token must be a token of the client itself');
        }
        return claims.exp;
    }
    async verified(token, held, text) {
        try {
            const caller = await this.verifier.verify(token, null);
            if (isHeldBy(caller.claims.cnf ?? {}, held))
                return caller;
            throw new TokenRefused('The token is bound to another key.');
        }
        catch (error) {
            if (!(error instanceof TokenRefused))
                throw error;
            throw new OAuthError('invalid_request', text, { cause: error.message });
        }
    }
};
SubjectTokens = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [CallerVerifier,
        SessionDirectory,
        SessionStore,
        Settings])
], SubjectTokens);
export { SubjectTokens };
/** Itself, one of the same owner, or one that the token's client lets do so (architecture, "who may exchange"). */
export function mayExchange({ clientId, owner }, { ownerId, ...other }) {
    return (other.clientId === clientId || (ownerId !== null && ownerId === owner?.id) || other.exchangeFrom.includes(clientId));
}
/** The token is refused from the end of its client on, which is not in the token: what comes of it must not outlive it. */
function endOf({ exp }, { clientEnd }) {
    return clientEnd === null ? exp : Math.min(exp, Math.floor(clientEnd.getTime() / 1000));
}
function authenticationOf({ auth_time, acr, amr }) {
    if (auth_time === undefined || acr === undefined || amr === undefined)
        return {};
    return { authentication: { at: new Date(auth_time * 1000), acr, amr } };
}
//# sourceMappingURL=subject-tokens.js.map