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
const added = ['requests', 'refused', 'failed', 'probes', 'bots', 'gaps', 'gap_seconds', 'gap_squares'];
/** Writes `traffic_counters`. */
let TrafficStore = class TrafficStore {
    sql;
    constructor(sql) {
        this.sql = sql;
    }
    /** Adds to whatever was counted before, here and by others. @param rows each hour, network and fingerprint once */
    async add(rows) {
        await this.sql.count('traffic_counters.add', 
        // In one order: two instances that add to the same rows never wait for each other in a circle.
        `INSERT INTO traffic_counters SELECT * FROM jsonb_populate_recordset(null::traffic_counters, $1)
        ORDER BY hour, network, fingerprint
       ON CONFLICT (hour, network, fingerprint) DO UPDATE SET
         ${added.map((name) => `${name} = traffic_counters.${name} + excluded.${name}`).join(', ')},
         peak_minute = greatest(traffic_counters.peak_minute, excluded.peak_minute)`, [JSON.stringify(rows)]);
    }
};
TrafficStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql])
], TrafficStore);
export { TrafficStore };
//# sourceMappingURL=traffic.store.js.map