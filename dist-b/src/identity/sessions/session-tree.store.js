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
/** Deeper than chains of actors can be, with what people and devices open from one another. */
const DEEPEST = 64;
/** Sessions around one, as far as they are kept. */
let SessionTrees = class SessionTrees {
    sql;
    constructor(sql) {
        this.sql = sql;
    }
    /** Those from which it descends, the nearest first. */
    async above(id) {
        const rows = await this.sql.rows('session.above', `WITH RECURSIVE above (id, depth) AS (
         SELECT parent_id, 1 FROM sessions WHERE id = $1 AND parent_id IS NOT NULL
         UNION ALL
         SELECT s.parent_id, above.depth + 1 FROM sessions s JOIN above ON s.id = above.id
          WHERE s.parent_id IS NOT NULL AND above.depth < ${DEEPEST})
       SELECT id FROM above ORDER BY depth`, [id]);
        return rows.map((row) => row.id);
    }
    /** Those that descend from it, the nearest first and the oldest of them first. @param limit at most so many */
    async below(id, limit) {
        const rows = await this.sql.rows('session.below', 
        // A LIMIT ends the recursion: what is beyond it is not even looked for.
        `WITH RECURSIVE below (id, depth) AS (
         SELECT id, 1 FROM sessions WHERE parent_id = $1
         UNION ALL
         SELECT s.id, below.depth + 1 FROM sessions s JOIN below ON s.parent_id = below.id
          WHERE below.depth < ${DEEPEST}),
       first AS (SELECT id, depth FROM below LIMIT $2)
       SELECT id FROM first ORDER BY depth, id`, [id, limit]);
        return rows.map((row) => row.id);
    }
};
SessionTrees = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql])
], SessionTrees);
export { SessionTrees };
//# sourceMappingURL=session-tree.store.js.map