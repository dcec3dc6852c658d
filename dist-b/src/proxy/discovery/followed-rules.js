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
import { Clock } from '../../kernel/clock.js';
import { Upstreams } from '../upstreams/upstreams.contract.js';
/** Milliseconds for which the rules that a stream was looked at by are taken for those of now. */
const FRESH = 1_000;
/** A stream outlives the rules that it was opened under: whoever looks at it asks here by which to judge. */
let FollowedRules = class FollowedRules {
    upstreams;
    clock;
    followed = new WeakMap();
    constructor(upstreams, clock) {
        this.upstreams = upstreams;
        this.clock = clock;
    }
    /** @param caller with the upstream as it has just been read */
    follow(caller) {
        this.followed.set(caller, { at: this.clock.now(), now: null });
    }
    /**
     * The caller with the upstream as it was a second ago at most, if it is followed, else as it was when the call came.
     * @returns null when it is not served any more
     */
    now(caller) {
        const followed = this.followed.get(caller);
        if (followed === undefined)
            return Promise.resolve(caller);
        const now = this.clock.now();
        if (now - followed.at >= FRESH) {
            followed.at = now;
            followed.now = this.read(caller);
        }
        return followed.now ?? Promise.resolve(caller);
    }
    async read(caller) {
        const { id, kind, name } = caller.upstream;
        const upstream = await this.upstreams.find(kind, name);
        return upstream?.id === id && upstream.status === 'active' ? { ...caller, upstream } : null;
    }
};
FollowedRules = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Upstreams,
        Clock])
], FollowedRules);
export { FollowedRules };
//# sourceMappingURL=followed-rules.js.map