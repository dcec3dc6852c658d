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
import { Changes } from '../../identity/changes.store.js';
import { SessionStore } from '../../identity/sessions/session.store.js';
import { Clock } from '../../kernel/clock.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { isHeldBy, isSameHolder } from '../../kernel/token-binding.js';
import { Settings } from '../../settings/settings.js';
import { mayRetry } from '../tokens/refresh-token.rules.js';
import { RefreshTokenStore } from '../tokens/refresh-token.store.js';
/**
 * What becomes of a refresh token when it is used. A public client's is rotated, so that a stolen one is noticed; one
 * that nobody else can use stays: a client's that authenticates, and one that is bound to a key (OAuth 2.1 §4.3.1).
 */
let RefreshRotation = class RefreshRotation {
    tokens;
    sessions;
    changes;
    clock;
    settings;
    constructor(tokens, sessions, changes, clock, settings) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.changes = changes;
        this.clock = clock;
        this.settings = settings;
    }
    /**
     * Whoever lacks the key of a bound token learns no more and ends nothing. One that is spent was bound to nothing: it is
     * no matter who presents it again, for the key that the session has since may be a thief's.
     * @param held by whoever presents it
     * @throws OAuthError `invalid_grant`; `invalid_dpop_proof` when only a proof is lacking
     */
    async check(client, found, held) {
        if (found.usedAt !== null)
            return this.refuseReuse(found, found.usedAt, held);
        checkHolder(client, found, held);
        if (!found.usable)
            throw new OAuthError('invalid_grant', 'the refresh token has expired');
    }
    /**
     * A token that was spent before ends the session (OAuth 2.1 §4.3.1), unless its answer may only have been lost: then
     * whoever asks once more holds what they held before, and the session is bound to that.
     * @throws OAuthError `invalid_grant`
     */
    async refuseReuse(found, usedAt, held) {
        const inTime = mayRetry(usedAt, found.successorUsed, this.clock.now(), this.settings.REFRESH_RETRY_SECONDS);
        if (inTime && isSameHolder(found.cnf, held))
            return;
        await this.changes.record((transaction) => this.sessions.closeByClient(transaction, found.sessionId, 'refresh token was used again'), (closed) => ({
            kind: 'refresh_token.reused',
            decision: 'deny',
            sub: found.subject,
            clientId: found.clientId,
            sid: found.sessionId,
            ancestors: found.ancestors,
            detail: { closed },
        }));
        throw new OAuthError('invalid_grant', 'the refresh token was used already');
    }
    /**
     * @param held by whoever presents it: the session is bound to it from now on, if it was to nothing (RFC 9449 §5)
     * @returns the token to go on with, or null when the one that was presented stays
     */
    async spend(client, text, found, held) {
        if (found.usedAt !== null && found.successorId !== null)
            return this.tokens.successor(text, found.successorId);
        if (client.authMethod !== 'none' || found.cnf !== null) {
            if (await this.tokens.touch(found))
                return null;
            throw new OAuthError('invalid_grant', 'the refresh token has expired');
        }
        const successor = await this.tokens.rotate(text, found, held ?? null);
        if (successor !== null)
            return successor;
        // Somebody presented the same token at the same moment: whoever it is gets the same successor.
        const again = await this.tokens.find(text);
        if (again === null || again.successorId === null) {
            throw new OAuthError('invalid_grant', 'the refresh token has expired');
        }
        await this.check(client, again, held);
        return this.tokens.successor(text, again.successorId);
    }
};
RefreshRotation = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [RefreshTokenStore,
        SessionStore,
        Changes,
        Clock,
        Settings])
], RefreshRotation);
export { RefreshRotation };
/**
 * A public client's token is good with the keys of its session alone; one that authenticates may come with others, but
 * not without any: a session that was bound gives no bearer token (RFC 9449 §5, RFC 8705 §4, §7.1).
 */
function checkHolder({ authMethod }, { cnf }, held) {
    if (cnf === null)
        return;
    if (authMethod === 'none') {
        if (!isHeldBy(cnf, held))
            throw new OAuthError('invalid_grant', 'the refresh token is bound to another key');
    }
    else if (held === undefined) {
        throw new OAuthError('invalid_dpop_proof', 'the session is bound to a key, and nothing proves one');
    }
}
//# sourceMappingURL=refresh-rotation.js.map