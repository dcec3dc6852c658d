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
import { MOST_AT_ONCE } from '../../http/bulk.js';
import { Clock } from '../../kernel/clock.js';
/** Good secrets `s` of clients `c` that are meant; `$1` is now, and `$6` the only owner that the caller reaches. */
const MEANT = `($2::text IS NULL OR c.client_id = $2) AND ($3::uuid IS NULL OR c.owner_id = $3)
  AND ($4::timestamptz IS NULL OR s.created_at < $4)
  AND ($5::timestamptz IS NULL OR s.created_at < $5 AND (s.last_used_at IS NULL OR s.last_used_at < $5))
  AND ($6::uuid IS NULL OR c.owner_id = $6)`;
const GOOD = '(s.expires_at IS NULL OR s.expires_at > $1)';
/** Ends many secrets of clients at once. */
let ClientSecretRevocationStore = class ClientSecretRevocationStore {
    clock;
    constructor(clock) {
        this.clock = clock;
    }
    /**
     * Deletes the secrets that are meant, but for the last one of each client that does not end by itself.
     * @param within what the caller reaches; null is all
     * @returns how many are meant, one more than can be ended at once at most, and those that were deleted
     */
    async delete(transaction, meant, within) {
        if (within !== null && within.ownerId === null)
            return { matched: 0, deleted: [] };
        const { client_id = null, owner_id = null, created_before = null, unused_since = null } = meant;
        const now = new Date(this.clock.now());
        const values = [now, client_id, owner_id, created_before, unused_since, within?.ownerId ?? null];
        // Whoever gives a client a secret, or another owner, holds its row.
        const held = await transaction.query(`SELECT c.client_id AS id FROM clients c
        WHERE EXISTS (SELECT 1 FROM client_secrets s WHERE s.client_id = c.client_id AND ${GOOD} AND ${MEANT})
        ORDER BY c.id LIMIT ${MOST_AT_ONCE + 1} FOR NO KEY UPDATE`, values);
        const [matched] = await transaction.query(`SELECT count(*)::int AS count FROM client_secrets s JOIN clients c USING (client_id)
        WHERE c.client_id = ANY($7) AND ${GOOD} AND ${MEANT}`, [...values, held.map(({ id }) => id)]);
        const [deleted] = await transaction.query(`WITH good AS (
         SELECT s.id, s.client_id, s.expires_at IS NULL AS lasts, coalesce(${MEANT}, false) AS meant
           FROM client_secrets s JOIN clients c USING (client_id) WHERE c.client_id = ANY($7) AND ${GOOD}),
       last AS (SELECT DISTINCT ON (client_id) id FROM good ORDER BY client_id, lasts DESC, meant, id DESC)
       DELETE FROM client_secrets
        WHERE id IN (SELECT id FROM good WHERE meant EXCEPT SELECT id FROM last) RETURNING id, client_id AS "clientId"`, [...values, held.map(({ id }) => id)]);
        return { matched: matched?.count ?? 0, deleted };
    }
};
ClientSecretRevocationStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Clock])
], ClientSecretRevocationStore);
export { ClientSecretRevocationStore };
//# sourceMappingURL=client-secret-revocation.store.js.map