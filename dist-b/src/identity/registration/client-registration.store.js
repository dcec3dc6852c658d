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
import { Clock } from '../../kernel/clock.js';
import { keyedHash, newSecret } from '../../kernel/one-time-secret.js';
import { Secrets } from '../../settings/secrets.js';
/** All SQL of `client_registrations`, and what tells which self-registered clients are of no use. */
let ClientRegistrationStore = class ClientRegistrationStore {
    sql;
    clock;
    pepper;
    constructor(sql, clock, secrets) {
        this.sql = sql;
        this.clock = clock;
        this.pepper = secrets.key('client-registration');
    }
    /** @returns the text of the client's registration access token, for the one answer alone */
    async insert(transaction, clientId) {
        const text = newSecret();
        await transaction.query('INSERT INTO client_registrations (client_id, token_hash, rotated_at) VALUES ($1, $2, $3)', [clientId, this.hash(text), new Date(this.clock.now())]);
        return text;
    }
    /** Whether a token is this very client's, and the client may act. */
    async holds(clientId, text) {
        const rows = await this.sql.rows('client_registration.holds', `SELECT 1 FROM client_registrations r JOIN clients c ON c.client_id = r.client_id
        WHERE r.client_id = $1 AND r.token_hash = $2 AND c.status = 'active'`, [clientId, this.hash(text)]);
        return rows.length === 1;
    }
    /** Puts a fresh token in the place of the one that was shown. @returns null when that is no longer the client's */
    async rotate(transaction, clientId, shown) {
        const text = newSecret();
        const [, rotated] = await transaction.query('UPDATE client_registrations SET token_hash = $3, rotated_at = $4 WHERE client_id = $1 AND token_hash = $2', [clientId, this.hash(shown), this.hash(text), new Date(this.clock.now())]);
        return rotated === 1 ? text : null;
    }
    /**
     * Whether no more clients that came in this way wait for somebody to let them in than may, with the one that the
     * transaction has just written.
     */
    async hasRoom(transaction, registration, most) {
        // One at a time, so that the count holds.
        await transaction.query(`SELECT pg_advisory_xact_lock(hashtext('gatehouse.waiting-clients'))`);
        const [row] = await transaction.query(`SELECT count(*)::int AS count FROM clients c WHERE c.registration = $2 AND ${UNUSED}`, [new Date(this.clock.now()), registration]);
        return row !== undefined && row.count <= most;
    }
    /** Clients without an administrator that were made before then, and that nobody has let in, or lets in any more. */
    async unused(before) {
        const rows = await this.sql.query(`SELECT c.client_id AS id FROM clients c
        WHERE c.registration <> 'administrator' AND c.created_at < $2 AND ${UNUSED} LIMIT 1000`, [new Date(this.clock.now()), before]);
        return rows.map(({ id }) => id);
    }
    /** Whether nobody has let it in now; until the transaction ends nobody does. */
    async holdUnused(transaction, clientId) {
        // First of all, and by itself: a statement that waits does not see the consent that it has waited for.
        await transaction.query('SELECT 1 FROM clients WHERE client_id = $1 FOR UPDATE', [clientId]);
        const rows = await transaction.query(`SELECT 1 FROM clients c WHERE c.client_id = $2 AND ${UNUSED}`, [
            new Date(this.clock.now()),
            clientId,
        ]);
        return rows.length === 1;
    }
    hash(text) {
        return keyedHash(this.pepper, text).toString('base64url');
    }
};
ClientRegistrationStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock,
        Secrets])
], ClientRegistrationStore);
export { ClientRegistrationStore };
/**
 * A client by its document comes back by itself, and as it says: what an administrator decided about it must still be there
 * then, above all that it is shut out.
 */
const UNDECIDED = `(c.registration <> 'metadata_document' OR c.status = 'active' AND c.owner_id IS NULL
  AND c.resources IS NULL AND c.expires_at IS NULL AND c.purpose IS NULL AND c.default_audience IS NULL
  AND c.audiences = '{}' AND c.plugin_ids = '{}' AND c.exchange_from = '{}' AND c.introspects = '{}'
  AND NOT c.first_party AND NOT c.exchange_id_tokens AND c.subject = 'owner')`;
const UNUSED = `${UNDECIDED} AND NOT EXISTS (SELECT 1 FROM consents k WHERE k.client_id = c.client_id)
  AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.client_id = c.client_id AND s.closed_at IS NULL AND s.expires_at > $1)`;
//# sourceMappingURL=client-registration.store.js.map