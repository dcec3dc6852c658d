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
import { Settings } from '../../settings/settings.js';
/** What can be long-lived and secret: whose loss would let somebody in until it is replaced. */
export const SECRET_KINDS = [
    'client_secret',
    'access_key',
    'registration_token',
    'registration_access_token',
    'upstream_credential',
    'sign_in_provider_secret',
    'evidence_receiver_secret',
    'signing_key',
];
/** One of each kind; `$1` is now. What is over is left out. */
const SECRETS = `
  SELECT s.id AS position, 'client_secret' AS kind, s.id::text AS id, NULL AS name,
         CASE WHEN s.expires_at IS NULL THEN 'current' ELSE 'replaced' END AS state,
         'client' AS holder_type, c.client_id AS holder_id, c.client_name AS holder_name, c.status AS holder_status,
         c.purpose, c.owner_id, s.created_at, s.last_used_at, s.expires_at
    FROM client_secrets s JOIN clients c USING (client_id)
   WHERE s.expires_at IS NULL OR s.expires_at > $1
  UNION ALL
  SELECT k.id, 'access_key', k.id::text, k.name, 'current', 'user', u.id::text, u.name, u.status, NULL, u.id,
         k.created_at, k.last_used_at, k.expires_at
    FROM access_keys k JOIN users u ON u.id = k.user_id JOIN sessions s ON s.id = k.session_id
   WHERE k.expires_at > $1 AND s.closed_at IS NULL AND s.expires_at > $1
  UNION ALL
  SELECT t.id, 'registration_token', t.id::text, t.name, 'current', 'registration_token', t.id::text, t.name, NULL, NULL,
         t.owner_id, t.created_at, t.last_used_at, t.expires_at
    FROM registration_tokens t WHERE t.uses_left > 0 AND t.expires_at > $1
  UNION ALL
  SELECT c.id, 'registration_access_token', c.client_id, NULL, 'current', 'client', c.client_id, c.client_name, c.status,
         c.purpose, c.owner_id, r.rotated_at, NULL, NULL
    FROM client_registrations r JOIN clients c USING (client_id)
  UNION ALL
  SELECT u.id, 'upstream_credential', u.id::text, coalesce(u.credential ->> 'header', u.credential ->> 'client_id'),
         'current', 'upstream', u.id::text, u.name, u.status, NULL, NULL, written.at,
         CASE WHEN used.at >= written.at THEN used.at END, NULL
    FROM upstreams u
    CROSS JOIN LATERAL (SELECT (u.credential ->> 'set_at')::timestamptz AS at) written
    LEFT JOIN (SELECT name, max(last_at) AS at FROM known_uses WHERE subject_type = 'client' AND what = 'upstream' GROUP BY name) used
      ON used.name = u.name
   WHERE u.sealed_credential IS NOT NULL
  UNION ALL
  SELECT p.id, 'sign_in_provider_secret', p.id::text, p.client_id, 'current', 'sign_in_provider', p.id::text, p.name,
         p.status, NULL, NULL, p.secret_set_at, NULL, NULL
    FROM sign_in_providers p
  UNION ALL
  SELECT e.id, 'evidence_receiver_secret', e.id::text, NULL, 'current', 'evidence_receiver', e.id::text, e.name, e.status,
         NULL, NULL, e.secret_set_at, CASE WHEN e.delivered_at >= e.secret_set_at THEN e.delivered_at END, NULL
    FROM evidence_receivers e WHERE e.sealed_secret IS NOT NULL
  UNION ALL
  SELECT md5(k.kid)::uuid, 'signing_key', k.kid, k.algorithm, CASE k.state WHEN 'active' THEN 'current' ELSE k.state END,
         'gatehouse', 'gatehouse', NULL, NULL, NULL, NULL, coalesce(k.activated_at, k.created_at), NULL, NULL
    FROM signing_keys k`;
const INVENTORY = `
  SELECT i.position, i.kind, i.id, i.name, i.state, i.holder_type AS "holderType", i.holder_id AS "holderId",
         i.holder_name AS "holderName", i.holder_status AS "holderStatus", i.purpose, i.owner_id AS "ownerId",
         o.name AS "ownerName", o.status AS "ownerStatus", i.created_at AS "createdAt", i.last_used_at AS "lastUsedAt",
         i.expires_at AS "expiresAt", due.at AS "dueAt"
    FROM (${SECRETS}) AS i LEFT JOIN users o ON o.id = i.owner_id
    CROSS JOIN LATERAL (
      SELECT CASE WHEN i.state = 'current' THEN least(i.expires_at,
        i.created_at + interval '1 day' * CASE i.kind WHEN 'signing_key' THEN $2::int ELSE $3::int END) END AS at) AS due`;
/** What each filter demands; `?` is its value. */
const CONDITIONS = {
    kind: 'i.kind = ?',
    owner_id: 'i.owner_id = ?',
    client_id: `i.holder_type = 'client' AND i.holder_id = ?`,
    due: 'coalesce(due.at <= $1, false) = ?',
    unused_since: 'i.created_at < ? AND (i.last_used_at IS NULL OR i.last_used_at < ?)',
    expires_before: 'i.expires_at < ?',
};
/** Reads what long-lived secrets there are, of every table that has some: who holds them, and how old they are. */
let SecretInventoryStore = class SecretInventoryStore {
    sql;
    clock;
    settings;
    constructor(sql, clock, settings) {
        this.sql = sql;
        this.clock = clock;
        this.settings = settings;
    }
    /** In the order of their places, so many at most. @param after a place */
    page(asked, after, limit) {
        const { KEY_ROTATION_DAYS, SECRET_ROTATION_DAYS } = this.settings;
        const values = [new Date(this.clock.now()), KEY_ROTATION_DAYS, SECRET_ROTATION_DAYS, limit];
        const holds = ['true'];
        const where = (condition, value) => {
            values.push(value);
            holds.push(condition.replaceAll('?', `$${values.length}`));
        };
        if (after !== null)
            where('i.position > ?', after);
        for (const [name, value] of Object.entries(asked))
            where(CONDITIONS[name], value);
        return this.sql.query(`${INVENTORY} WHERE ${holds.join(' AND ')} ORDER BY i.position LIMIT $4`, values);
    }
};
SecretInventoryStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock,
        Settings])
], SecretInventoryStore);
export { SecretInventoryStore };
//# sourceMappingURL=secret-inventory.store.js.map