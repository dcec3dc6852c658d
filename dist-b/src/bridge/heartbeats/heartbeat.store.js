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
/** Milliseconds between two heartbeats of a host that is well, and how many may be lost before it counts as gone. */
const CADENCE = 30_000;
const MISSED = 4;
const columns = `h.session_id AS "sessionId", h.device_id AS "deviceId", h.started_at AS "startedAt",
  h.last_heartbeat_at AS "lastHeartbeatAt", h.last_activity_at AS "lastActivityAt", h.bridge_version AS "bridgeVersion",
  h.os, h.hostname, h.forwarded_total AS "forwardedTotal", h.tokens_in_total AS "tokensInTotal",
  h.tokens_out_total AS "tokensOutTotal", h.address, h.last_heartbeat_at >= $1 AS recent`;
/** All SQL of `device_heartbeats`. */
let HeartbeatStore = class HeartbeatStore {
    sql;
    clock;
    constructor(sql, clock) {
        this.sql = sql;
        this.clock = clock;
    }
    /**
     * Writes what a host tells, if the session that it names is an open one of this very device; the same statement looks.
     * @param address as the house keeps addresses
     * @returns whether it is one; else nothing is written
     */
    async write(deviceId, said, address) {
        const { session_id, last_activity_at, bridge_version, os, hostname } = said;
        const totals = [said.forwarded_total, said.tokens_in_total, said.tokens_out_total].map((total) => total ?? null);
        // A host whose clock is fast was not active later than now.
        const activity = Math.min(Date.parse(last_activity_at ?? ''), this.clock.now());
        const written = await this.sql.count('heartbeat.write', `INSERT INTO device_heartbeats AS h (session_id, device_id, started_at, last_heartbeat_at, last_activity_at,
              bridge_version, os, hostname, forwarded_total, tokens_in_total, tokens_out_total, address, expires_at)
       SELECT s.id, d.id, $3::timestamptz, $3, $4::timestamptz, $5::text, $6::text, $7::text, coalesce($8::bigint, 0),
              coalesce($9::bigint, 0), coalesce($10::bigint, 0), $11::text, s.expires_at
         FROM sessions s JOIN devices d ON d.session_id = s.parent_id
        WHERE s.id = $1 AND d.id = $2 AND s.closed_at IS NULL AND s.expires_at > $3
          FOR KEY SHARE OF d
       ON CONFLICT (session_id) DO UPDATE
         SET last_heartbeat_at = excluded.last_heartbeat_at,
             last_activity_at = coalesce(excluded.last_activity_at, h.last_activity_at),
             bridge_version = excluded.bridge_version, os = excluded.os, hostname = excluded.hostname,
             forwarded_total = coalesce($8, h.forwarded_total), tokens_in_total = coalesce($9, h.tokens_in_total),
             tokens_out_total = coalesce($10, h.tokens_out_total), address = excluded.address,
             expires_at = excluded.expires_at
       WHERE h.device_id = excluded.device_id`, [
            session_id,
            deviceId,
            new Date(this.clock.now()),
            Number.isNaN(activity) ? null : new Date(activity),
            ...[bridge_version, os, hostname, ...totals, address],
        ]);
        return written === 1;
    }
    /** The last heartbeat of each of the devices that ever told of itself, by device. */
    async latestOf(deviceIds) {
        const rows = await this.sql.query(`SELECT DISTINCT ON (h.device_id) ${columns} FROM device_heartbeats h
        WHERE h.device_id = ANY($2) ORDER BY h.device_id, h.last_heartbeat_at DESC, h.session_id DESC`, [this.overdue(), deviceIds]);
        return new Map(rows.map((row) => [row.deviceId, row]));
    }
    /** Host sessions of a device, those that told of themselves last before the others; a bounded list. */
    async sessionsOf(parentId) {
        const rows = await this.sql.query(`SELECT s.id, s.origin, s.created_at AS "createdAt", s.expires_at AS "expiresAt", s.closed_at AS "closedAt",
              s.closed_at IS NULL AND s.expires_at > $3 AS active, ${columns}
         FROM sessions s LEFT JOIN device_heartbeats h ON h.session_id = s.id
        WHERE s.parent_id = $2
        ORDER BY h.last_heartbeat_at DESC NULLS LAST, s.id DESC LIMIT 50`, [this.overdue(), parentId, new Date(this.clock.now())]);
        return rows.map((row) => ({ ...row, heartbeat: row.sessionId === null ? null : row }));
    }
    overdue() {
        return new Date(this.clock.now() - MISSED * CADENCE);
    }
};
HeartbeatStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock])
], HeartbeatStore);
export { HeartbeatStore };
//# sourceMappingURL=heartbeat.store.js.map