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
import { Gathering } from '../../database/gathering.js';
import { SharedRead } from '../../database/shared-read.js';
import { Sql } from '../../database/sql.js';
import { lineageColumns } from '../../identity/sessions/lineage.rules.js';
import { Clock } from '../../kernel/clock.js';
import { keyedHash } from '../../kernel/one-time-secret.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { Secrets } from '../../settings/secrets.js';
import { Settings } from '../../settings/settings.js';
import { freshToken, idOf, tokenText } from './refresh-token.rules.js';
import { RefreshToken } from './refresh-token.entity.js';
const FIND = `SELECT r.id, r.hash, r.client_id AS "clientId", r.expires_at AS "expiresAt",
    r.expires_at > $2 AS usable, r.used_at AS "usedAt",
    r.successor_id AS "successorId", n.used_at IS NOT NULL AS "successorUsed",
    s.closed_at IS NULL AND s.expires_at > $2 AND u.status = 'active' AS live,
    s.id AS "sessionId", ${lineageColumns('s')}, s.parent_id AS "parentId", u.id AS "userId", u.roles, s.subject, s.scope,
    s.audience AS resources, s.expires_at AS "sessionExpiresAt", s.authenticated_at AS "authenticatedAt",
    s.acr, s.amr, s.claims, s.cnf
  FROM refresh_tokens r JOIN sessions s ON s.id = r.session_id JOIN users u ON u.id = s.user_id
  LEFT JOIN refresh_tokens n ON n.id = r.successor_id
 WHERE r.id = ANY($1::uuid[])`;
/** Each is spent once, whoever else presents it at the same moment, here or elsewhere; found by its key, however few there were. */
const ROTATE = `WITH asked AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb)
      AS asked (id uuid, hash text, next uuid, successor text, "end" timestamptz, held jsonb)),
  spent AS (
    UPDATE refresh_tokens r SET used_at = $2, successor_id = asked.next FROM asked
     WHERE r.id = ANY($3::uuid[]) AND r.id = asked.id AND r.hash = asked.hash AND r.used_at IS NULL AND r.expires_at > $2
    RETURNING r.session_id, r.client_id, asked.next, asked.successor, asked."end", asked.held),
  bound AS (
    UPDATE sessions s SET cnf = spent.held FROM spent
     WHERE s.id = spent.session_id AND s.cnf IS NULL AND jsonb_typeof(spent.held) = 'object')
  INSERT INTO refresh_tokens (id, hash, session_id, client_id, expires_at)
  SELECT next, successor, session_id, client_id, "end" FROM spent RETURNING id AS next`;
/** All SQL of `refresh_tokens`. A token's text is its id and a secret; only a keyed hash of it is kept. */
let RefreshTokenStore = class RefreshTokenStore {
    sql;
    clock;
    settings;
    key;
    successorKey;
    found = new SharedRead((ids) => this.read(ids));
    rotations = new Gathering((rotations) => this.rotateAll(rotations));
    constructor(secrets, sql, clock, settings) {
        this.sql = sql;
        this.clock = clock;
        this.settings = settings;
        this.key = secrets.key('refresh-token');
        this.successorKey = secrets.key('refresh-successor');
    }
    /** The first one of a session. @returns what the transaction has to do, once it may */
    first(sessionId, clientId, sessionEnd) {
        const id = uuidv7(this.clock.now());
        const text = freshToken(id);
        const row = { id, hash: this.hash(text), sessionId, clientId, expiresAt: this.idleEnd(sessionEnd) };
        return { text, write: async (transaction) => void (await transaction.insert(RefreshToken, row)) };
    }
    /** Looks at a token without spending it; null when it is none. */
    async find(text) {
        const id = idOf(text);
        if (id === null)
            return null;
        const found = await this.found.find(id);
        // Whoever has the secret has the token: its id is no secret.
        return found !== null && found.hash === this.hash(text) ? found : null;
    }
    /**
     * Spends a token, writes its successor and binds the session of both, by one conditional statement.
     * @param held what it is bound to from now on; null leaves it a bearer's
     * @returns the successor's text, or null when somebody else was faster
     */
    async rotate(text, { id, sessionExpiresAt }, held) {
        const next = uuidv7(this.clock.now());
        const successor = this.successor(text, next);
        const end = this.idleEnd(sessionExpiresAt);
        const rotation = { id, hash: this.hash(text), next, successor: this.hash(successor), end, held };
        // By itself, since it waits for whoever has its session: others would wait too, or both for each other in a circle.
        if (held !== null)
            return (await this.rotateAll([rotation]))[0] === true ? successor : null;
        return (await this.rotations.ask(rotation)) ? successor : null;
    }
    async read(ids) {
        const rows = await this.sql.rows('refresh_token.find', FIND, [
            ids,
            this.now(),
        ]);
        return new Map(rows.map((row) => [row.id, row]));
    }
    async rotateAll(rotations) {
        // In one order: two statements that spend the same tokens never wait for each other in a circle.
        const ordered = [...rotations].sort((a, b) => (a.id < b.id ? -1 : 1));
        const rows = await this.sql.rows('refresh_token.rotate', ROTATE, [
            JSON.stringify(ordered),
            this.now(),
            ordered.map(({ id }) => id),
        ]);
        const spent = new Set(rows.map(({ next }) => next));
        return rotations.map(({ next }) => spent.has(next));
    }
    /** The same text for whoever presents the same token: the secret is derived, and need not be kept (RFC 9700 §4.14). */
    successor(text, successorId) {
        return tokenText(successorId, keyedHash(this.successorKey, text));
    }
    /** A token that is not rotated stays good for as long again. @returns whether it still was */
    async touch({ id, sessionExpiresAt }) {
        const touched = await this.sql.count('refresh_token.touch', 'UPDATE refresh_tokens SET expires_at = $3 WHERE id = $1 AND used_at IS NULL AND expires_at > $2', [id, this.now(), this.idleEnd(sessionExpiresAt)]);
        return touched === 1;
    }
    idleEnd(sessionEnd) {
        return new Date(Math.min(this.clock.now() + this.settings.REFRESH_TOKEN_SECONDS * 1000, sessionEnd.getTime()));
    }
    hash(text) {
        return keyedHash(this.key, text).toString('base64url');
    }
    now() {
        return new Date(this.clock.now());
    }
};
RefreshTokenStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Secrets,
        Sql,
        Clock,
        Settings])
], RefreshTokenStore);
export { RefreshTokenStore };
//# sourceMappingURL=refresh-token.store.js.map