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
import { Sql } from '../../database/sql.js';
import { actsWithin, ASKER, withAsker } from '../../identity/users/reach.store.js';
import { Clock } from '../../kernel/clock.js';
import { keyedHash, newSecret } from '../../kernel/one-time-secret.js';
import { Secrets } from '../../settings/secrets.js';
import { AuthorizationCode } from './authorization-code.entity.js';
/** Seconds in which a client must redeem it (RFC 6749 §4.1.2 allows ten minutes at most). */
const CODE_SECONDS = 60;
/** Wrong verifiers after which a code is worth nothing: the client's own mistake is forgiven, guessing is not. */
const MOST_FAILURES = 5;
const columns = `hash, client_id AS "clientId", user_id AS "userId", web_session_id AS "webSessionId",
  redirect_uri AS "redirectUri", redirect_uri_sent AS "redirectUriSent", code_challenge AS "codeChallenge", dpop_jkt AS "dpopJkt",
  scope, resources, nonce, claims, authenticated_at AS "authenticatedAt", acr, amr, txn, failures, expires_at AS "expiresAt",
  redeemed_at AS "redeemedAt", session_id AS "sessionId"`;
/** All SQL of `authorization_codes`. */
let AuthorizationCodeStore = class AuthorizationCodeStore {
    sql;
    clock;
    key;
    constructor(secrets, sql, clock) {
        this.sql = sql;
        this.clock = clock;
        this.key = secrets.key('authorization-code');
    }
    /** @returns the code: 256 random bits */
    async insert(transaction, decided) {
        const code = newSecret();
        const expiresAt = new Date(this.clock.now() + CODE_SECONDS * 1000);
        await this.give(transaction, decided, { hash: this.hash(code), expiresAt });
        return code;
    }
    /** The same of a code that the client has already. */
    async give(transaction, decided, code) {
        const claims = decided.claims;
        await transaction.insert(AuthorizationCode, { ...decided, claims, ...code, failures: 0 });
    }
    /** Looks at a code without spending it; null when it is unknown, or too many verifiers were wrong. */
    find(code) {
        return this.findGiven(this.hash(code));
    }
    /** The same by its hash. */
    async findGiven(hash) {
        const [row] = await this.sql.rows('code.find', `SELECT ${columns}, (SELECT s.expires_at FROM sessions s WHERE s.id = web_session_id) AS "signInEndsAt"
         FROM authorization_codes WHERE hash = $1 AND failures < ${MOST_FAILURES}`, [hash]);
        return row ?? null;
    }
    /** Counts a wrong verifier, while there is something to guess: a spent code must stay recognisable. */
    async fail(hash) {
        await this.sql.count('code.fail', 'UPDATE authorization_codes SET failures = failures + 1 WHERE hash = $1 AND redeemed_at IS NULL', [hash]);
    }
    /**
     * Spends a code on a session, by one conditional statement.
     * @returns the session that it was spent on before; null when it was not, and has expired
     */
    async redeem(transaction, hash, sessionId) {
        const now = new Date(this.clock.now());
        const [, redeemed] = await transaction.query(`UPDATE authorization_codes SET redeemed_at = $2, session_id = $3
        WHERE hash = $1 AND redeemed_at IS NULL AND expires_at > $2 AND failures < ${MOST_FAILURES}`, [hash, now, sessionId]);
        if (redeemed === 1)
            return { outcome: 'redeemed', sessionId };
        const code = await transaction.findOneBy(AuthorizationCode, { hash });
        return { outcome: 'refused', sessionId: code?.sessionId ?? null };
    }
    async endOfClients(transaction, clientIds) {
        await transaction.query('DELETE FROM authorization_codes WHERE client_id = ANY($1) AND redeemed_at IS NULL', [
            clientIds,
        ]);
    }
    async endOfUser(transaction, userId) {
        await transaction.query('DELETE FROM authorization_codes WHERE user_id = $1 AND redeemed_at IS NULL', [userId]);
    }
    async endOfConsents(transaction, consents) {
        await transaction.query(`DELETE FROM authorization_codes c USING unnest($1::uuid[], $2::text[]) AS ended (user_id, client_id)
        WHERE c.user_id = ended.user_id AND c.client_id = ended.client_id AND c.redeemed_at IS NULL`, [consents.map(({ userId }) => userId), consents.map(({ clientId }) => clientId)]);
    }
    /** What a code opens is of source `oauth`; it was begun with its transaction, whose id tells when. */
    async endOfMeant(transaction, meant, within) {
        const { user_id = null, client_id = null, source = 'oauth', created_before = null } = meant;
        if (source !== 'oauth')
            return;
        await transaction.query(`${withAsker('$4')} DELETE FROM authorization_codes
        WHERE redeemed_at IS NULL AND ($1::uuid IS NULL OR user_id = $1) AND ($2::text IS NULL OR client_id = $2)
          AND ($3::timestamptz IS NULL OR txn < uuidv7_floor($3))
          AND ${within === null ? 'true' : actsWithin(within, 'authorization_codes', ASKER)}`, [user_id, client_id, created_before, within?.ownerId ?? null]);
    }
    hash(code) {
        return keyedHash(this.key, code).toString('base64url');
    }
};
AuthorizationCodeStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Secrets,
        Sql,
        Clock])
], AuthorizationCodeStore);
export { AuthorizationCodeStore };
//# sourceMappingURL=authorization-code.store.js.map