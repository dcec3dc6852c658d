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
import { spenderOf } from '../../kernel/caller.js';
import { Problem } from '../../kernel/problem.js';
import { LiveAuthority } from '../live-authority.js';
import { LiveUpstreams } from '../live-upstreams.js';
/** Sessions of one client for one person at one upstream, in each process. */
const MOST_OF_ONE = 100;
/** The sessions whose streams this process holds. Each ends with the session of the token that was last used for it. */
let SseSessions = class SseSessions {
    authority;
    upstreams;
    held = new Map();
    /** Of each client and person at each upstream, those first that were used least lately. */
    shares = new Map();
    constructor(authority, upstreams) {
        this.authority = authority;
        this.upstreams = upstreams;
    }
    onApplicationShutdown() {
        for (const { session } of [...this.held.values()])
            session.end();
    }
    /** @throws Problem 503 for one too many, when something is under way in each of the others */
    add(session, admission) {
        const { sid } = admission.caller.claims;
        const whose = whoseIs(admission);
        this.makeRoom(whose);
        const release = this.hold(session, sid);
        // Each call of it is decided on by the rules of its time.
        const watch = { listens: () => false, end: () => session.end(new Problem(503, 'This server is switched off.')) };
        const releaseUpstream = this.upstreams.hold(admission.upstream, watch);
        const held = { session, whose, sid, release, releaseUpstream };
        this.held.set(session.id, held);
        const share = this.shares.get(held.whose);
        if (share === undefined)
            this.shares.set(held.whose, new Set([held]));
        else
            share.add(held);
    }
    /** @returns null when this process does not hold it, or the upstream has moved since */
    find(id, admission) {
        const held = this.held.get(id);
        if (held === undefined || held.whose !== whoseIs(admission))
            return null;
        if (held.session.terms.url !== admission.upstream.url) {
            held.session.end();
            return null;
        }
        this.used(held, admission.caller.claims.sid);
        return held.session;
    }
    /** Of a session that has ended. */
    remove(id) {
        const held = this.held.get(id);
        if (held === undefined)
            return;
        held.release();
        held.releaseUpstream();
        this.held.delete(id);
        const share = this.shares.get(held.whose);
        if (share?.delete(held) === true && share.size === 0)
            this.shares.delete(held.whose);
    }
    /** The least lately used one ends of a caller who has too many, as clients have that never end theirs. */
    makeRoom(whose) {
        const share = this.shares.get(whose);
        if (share === undefined || share.size < MOST_OF_ONE)
            return;
        const idle = [...share].find(({ session }) => !session.isBusy);
        if (idle === undefined)
            throw new Problem(503, 'Too many sessions at this server.', [], { 'retry-after': '1' });
        idle.session.end();
    }
    used(held, sid) {
        const share = this.shares.get(held.whose);
        share?.delete(held);
        share?.add(held);
        if (held.sid === sid)
            return;
        // The later token is held before the earlier one is let go, so that there is no moment without any.
        const release = this.hold(held.session, sid);
        held.release();
        held.sid = sid;
        held.release = release;
    }
    hold(session, sid) {
        return this.authority.hold(sid, () => session.end(new Problem(502, 'The session was closed.')));
    }
};
SseSessions = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [LiveAuthority,
        LiveUpstreams])
], SseSessions);
export { SseSessions };
function whoseIs({ caller, upstream }) {
    return JSON.stringify([upstream.id, caller.claims.sub, caller.claims.client_id, spenderOf(caller)]);
}
//# sourceMappingURL=sse-sessions.js.map