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
import { Sql } from '../../database/sql.js';
import { keyedHash } from '../../kernel/one-time-secret.js';
import { Secrets } from '../../settings/secrets.js';
const SPEND = `INSERT INTO spent_ids (hash, expires_at) SELECT * FROM unnest($1::text[], $2::timestamptz[])
  ON CONFLICT (hash) DO NOTHING RETURNING hash`;
/** All SQL of `spent_ids`: identifiers that are good for one use, on whichever replica it happens. */
let SpentIds = class SpentIds {
    sql;
    key;
    gathering = new Gathering((ids) => this.spendAll(ids));
    constructor(secrets, sql) {
        this.sql = sql;
        this.key = secrets.key('spent-id');
    }
    /**
     * Spends an identifier by one conditional statement.
     * @param owner in whose space the identifier is unique, such as an issuer or a client
     * @param until when whatever carries it is refused for its age
     * @param transaction in which it is spent together with what it pays for; without one it is spent at once
     * @returns true for the first only
     */
    async spend(kind, owner, id, until, transaction = null) {
        // With the owner's length before it, so that no two pairs read the same.
        const hash = keyedHash(this.key, `${kind} ${owner.length} ${owner} ${id}`).toString('base64url');
        if (transaction === null)
            return this.gathering.ask({ hash, until });
        const rows = await transaction.query(SPEND, [[hash], [until]]);
        return rows.length === 1;
    }
    /** By one statement, for all who ask at the same moment: of those with the same identifier, for the first. */
    async spendAll(ids) {
        const first = new Map();
        for (const id of ids)
            if (!first.has(id.hash))
                first.set(id.hash, id);
        // In one order: two statements that spend the same identifiers never wait for each other in a circle.
        const ordered = [...first.values()].sort((a, b) => (a.hash < b.hash ? -1 : 1));
        const values = [ordered.map(({ hash }) => hash), ordered.map(({ until }) => until)];
        const spent = new Set((await this.sql.rows('spent_ids.spend', SPEND, values)).map(({ hash }) => hash));
        return ids.map((id) => first.get(id.hash) === id && spent.has(id.hash));
    }
};
SpentIds = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Secrets,
        Sql])
], SpentIds);
export { SpentIds };
//# sourceMappingURL=spent-ids.store.js.map