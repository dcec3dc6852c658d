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
import { gatePath } from '../../proxy/gate-path.js';
import { Settings } from '../../settings/settings.js';
const ROWS = `
  SELECT c.id, c.client_id, c.client_name, c.kind, c.status, c.owner_id, o.name AS owner_name, o.status AS owner_status,
         c.created_at, c.expires_at, used.first_at AS first_used_at, used.last_at AS last_used_at,
         ARRAY(SELECT scope FROM unnest(c.scope) scope WHERE NOT EXISTS (
           SELECT FROM known_uses k WHERE k.subject_type = 'client' AND k.subject = c.client_id
              AND k.what = 'scope' AND k.name = scope AND k.last_at >= $1) ORDER BY 1) AS unused_scopes,
         ARRAY(SELECT u.name FROM upstreams u WHERE u.status = 'active'
           AND (c.resources IS NULL OR EXISTS (
             SELECT FROM unnest(CASE u.kind WHEN 'mcp' THEN $2::text[] ELSE $3::text[] END) root
              WHERE root || u.name = ANY (c.resources)))
           AND NOT EXISTS (
             SELECT FROM known_uses k WHERE k.subject_type = 'client' AND k.subject = c.client_id
                AND k.what = 'upstream' AND k.name = u.name AND k.last_at >= $1) ORDER BY 1) AS unused_upstreams,
         (SELECT min(s.created_at) FROM client_secrets s WHERE s.client_id = c.client_id) AS secret_made_at
    FROM clients c LEFT JOIN users o ON o.id = c.owner_id
    LEFT JOIN LATERAL (
      SELECT min(k.first_at) AS first_at, max(k.last_at) AS last_at FROM known_uses k
       WHERE k.subject_type = 'client' AND k.subject = c.client_id AND k.what IN ('scope', 'upstream')) used ON true`;
/** Reads what clients have used of what they were given. */
let AgentStore = class AgentStore {
    sql;
    settings;
    constructor(sql, settings) {
        this.sql = sql;
        this.settings = settings;
    }
    /** By id. @param after the id after which to go on */
    page(asked, after, limit) {
        const roots = (kind) => this.settings.publicBases.map((base) => base + gatePath(kind, ''));
        const values = [asked.since, roots('mcp'), roots('a2a')];
        const holds = ['true'];
        const where = (condition, value) => {
            if (value === undefined || value === null)
                return;
            values.push(value);
            holds.push(condition.replace('?', `$${values.length}`));
        };
        where('c.id > ?', after);
        where('c.kind = ?', asked.kind);
        where('c.status = ?', asked.status);
        where('c.owner_id = ?', asked.ownerId);
        if (asked.idle)
            holds.push('(used.last_at IS NULL OR used.last_at < $1)');
        return this.sql.query(`${ROWS} WHERE ${holds.join(' AND ')} ORDER BY c.id LIMIT ${limit}`, values);
    }
    /** Until when everything is counted; null when nothing ever was. */
    async asOf() {
        const [row] = await this.sql.rows('agents.as-of', `SELECT since FROM rollup_states WHERE source = 'evidence'`, []);
        return row?.since ?? null;
    }
};
AgentStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Settings])
], AgentStore);
export { AgentStore };
//# sourceMappingURL=agents.store.js.map