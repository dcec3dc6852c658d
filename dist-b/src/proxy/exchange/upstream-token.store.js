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
import { UpstreamToken } from '../upstreams/upstream-token.entity.js';
/** Milliseconds for which others wait for whoever asks: two requests to the authorization server, and a little. */
const TURN = 12_000;
/** All SQL of `upstream_tokens`, but for what goes with a change of the upstream. */
let UpstreamTokenStore = class UpstreamTokenStore {
    sql;
    clock;
    constructor(sql, clock) {
        this.sql = sql;
        this.clock = clock;
    }
    async find({ upstreamId, holder }) {
        const [row] = await this.sql.rows('upstream_token.find', `SELECT answer_id AS "answerId", sealed FROM upstream_tokens
        WHERE upstream_id = $1 AND holder = $2 AND expires_at > $3 AND answer_id IS NOT NULL`, [upstreamId, holder, new Date(this.clock.now())]);
        return row ?? null;
    }
    /**
     * Takes the turn to ask the authorization server: of many at once, on all replicas, one has it.
     * @param seen the answer that is to be replaced; null when there was none
     * @returns whether it was taken: nobody else has it, and there is no newer answer
     */
    async take({ upstreamId, holder, sid }, seen, turn) {
        const now = this.clock.now();
        const until = new Date(now + TURN);
        const taken = await this.sql.count('upstream_token.take', `INSERT INTO upstream_tokens AS t (upstream_id, holder, sid, turn, turn_until, expires_at)
       VALUES ($1, $2, $3, $4, $5, $5)
       ON CONFLICT (upstream_id, holder) DO UPDATE
          SET turn = $4, turn_until = $5, expires_at = greatest(t.expires_at, $5)
        WHERE (t.turn IS NULL OR t.turn_until <= $6)
          AND (t.answer_id IS NOT DISTINCT FROM $7 OR t.expires_at <= $6)`, [upstreamId, holder, sid, turn, until, new Date(now), seen]);
        return taken === 1;
    }
    /** @returns whether the turn was still ours: what was not written is not used */
    async keep(manager, place, turn, answer) {
        const { upstreamId, holder } = place;
        const { answerId, sealed, until } = answer;
        const kept = { answerId, sealed, expiresAt: until, turn: null, turnUntil: null };
        const { affected } = await manager.update(UpstreamToken, { upstreamId, holder, turn }, kept);
        return affected === 1;
    }
    /** Gives the turn back without an answer. */
    async giveBack({ upstreamId, holder }, turn) {
        await this.sql.count('upstream_token.give_back', `UPDATE upstream_tokens SET turn = NULL, turn_until = NULL WHERE upstream_id = $1 AND holder = $2 AND turn = $3`, [upstreamId, holder, turn]);
    }
    /** Lets go of an answer that is no longer good, unless it is being replaced. */
    async drop({ upstreamId, holder }, answerId) {
        await this.sql.count('upstream_token.drop', `DELETE FROM upstream_tokens WHERE upstream_id = $1 AND holder = $2 AND answer_id = $3
          AND (turn IS NULL OR turn_until <= $4)`, [upstreamId, holder, answerId, new Date(this.clock.now())]);
    }
    /** Lets go of everything: the session has ended. */
    async forget({ upstreamId, holder }) {
        await this.sql.count('upstream_token.forget', `DELETE FROM upstream_tokens WHERE upstream_id = $1 AND holder = $2`, [upstreamId, holder]);
    }
    /** Lets go of what is kept for sessions that were closed while no process held anything for them. */
    async forgetClosed() {
        await this.sql.count('upstream_token.forget_closed', `DELETE FROM upstream_tokens t USING sessions s WHERE s.id = t.sid AND s.closed_at IS NOT NULL`, []);
    }
};
UpstreamTokenStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Sql,
        Clock])
], UpstreamTokenStore);
export { UpstreamTokenStore };
//# sourceMappingURL=upstream-token.store.js.map