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
/** Milliseconds after which a delivery that was taken up, and of which nobody said more, is another's to take up. */
const LEASE = 30_000;
/** Of those that are due, so many are looked at for a fair share. */
const LOOKED_AT = 1_000;
/** All SQL of `logout_deliveries`. */
let LogoutDeliveryStore = class LogoutDeliveryStore {
    sql;
    clock;
    constructor(sql, clock) {
        this.sql = sql;
        this.clock = clock;
    }
    async note(transaction, closed) {
        await transaction.query(`INSERT INTO logout_deliveries (id, client_id, user_id, sign_in_id, attempts, created_at, next_at)
       SELECT gen_random_uuid(), told.client_id, told.user_id, told.sign_in_id, 0, $2, $2 FROM (
         SELECT client_id, user_id, sign_in_id FROM sessions WHERE sign_in_id = ANY($1)
         UNION SELECT client_id, user_id, sign_in_id FROM sessions WHERE id = ANY($1) AND sign_in_id IS NOT NULL) told
         JOIN clients c ON c.client_id = told.client_id AND c.status = 'active' AND c.backchannel_logout_uri IS NOT NULL`, [closed, this.now()]);
    }
    /**
     * Takes up deliveries that are due, by one statement: none that another replica has taken up.
     * @param most of all, of one client and of one person: who does not answer must not keep the others waiting, nor a person
     *   who has let in many of those
     * @param busy clients and persons that have their share already
     */
    claim(most, busy) {
        return this.sql.rows('logout_delivery.claim', `WITH due AS (
         SELECT id, row_number() OVER (PARTITION BY client_id ORDER BY next_at, id) AS turn,
                row_number() OVER (PARTITION BY user_id ORDER BY next_at, id) AS turn_of_person FROM (
           SELECT id, client_id, user_id, next_at FROM logout_deliveries
            WHERE next_at <= $1 AND client_id <> ALL($2) AND user_id <> ALL($6::uuid[])
            ORDER BY next_at LIMIT ${LOOKED_AT}) first),
       free AS (
         SELECT id FROM logout_deliveries WHERE next_at <= $1
            AND id IN (SELECT id FROM due WHERE turn <= $3 AND turn_of_person <= $7)
          ORDER BY next_at LIMIT $4 FOR UPDATE SKIP LOCKED),
       claimed AS (
         UPDATE logout_deliveries SET attempts = attempts + 1, next_at = $5
          WHERE id IN (SELECT id FROM free) AND next_at <= $1 RETURNING *)
       SELECT d.id, d.client_id AS "clientId", d.user_id AS "userId", d.sign_in_id AS "signInId", d.attempts,
              d.created_at AS "createdAt", c.sector, c.id_token_signed_response_alg AS algorithm,
              CASE WHEN c.status = 'active' AND (c.expires_at IS NULL OR c.expires_at > $1)
                THEN c.backchannel_logout_uri END AS uri
         FROM claimed d LEFT JOIN clients c ON c.client_id = d.client_id`, [
            this.now(),
            busy.clients,
            most.ofClient,
            most.ofAll,
            new Date(this.clock.now() + LEASE),
            busy.persons,
            most.ofPerson,
        ]);
    }
    /** Somebody tries again after so many milliseconds, unless another has taken it up meanwhile. */
    async postpone({ id, attempts }, wait) {
        await this.sql.count('logout_delivery.postpone', 'UPDATE logout_deliveries SET next_at = $3 WHERE id = $1 AND attempts = $2', [id, attempts, new Date(this.clock.now() + wait)]);
    }
    /** @returns whether it was still this process's to end */
    async end(transaction, { id, attempts }) {
        const [, ended] = await transaction.query('DELETE FROM logout_deliveries WHERE id = $1 AND attempts = $2', [id, attempts]);
        return ended === 1;
    }
    now() {
        return new Date(this.clock.now());
    }
};
LogoutDeliveryStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock])
], LogoutDeliveryStore);
export { LogoutDeliveryStore };
//# sourceMappingURL=logout-delivery.store.js.map