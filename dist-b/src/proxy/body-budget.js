var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Injectable } from '@nestjs/common';
import { JoinedBytes } from '../kernel/joined-bytes.js';
import { Problem } from '../kernel/problem.js';
/** Bytes. What is small is never refused, so that whoever fills the budget shuts out large bodies alone. */
const SMALL = 64 * 1024;
const SHARE_OF_ONE = 16 * 1024 * 1024;
const MOST = 128 * 1024 * 1024;
/** Bounds the large bodies that the process holds at a time, together and for each client or device: counts of requests do not. */
let BodyBudget = class BodyBudget {
    total = 0;
    shares = new Map();
    /** @throws Problem 503 when there is no room for a body of so many bytes */
    async within(spender, bytes, work) {
        if (bytes <= SMALL)
            return work();
        const release = this.hold(spender, bytes);
        try {
            return await work();
        }
        finally {
            release();
        }
    }
    /** A body whose size shows only as it comes. */
    gathering(spender, limit) {
        return new Gathering(limit, (bytes) => this.hold(spender, bytes));
    }
    hold(spender, bytes) {
        const share = this.shares.get(spender) ?? 0;
        // One alone is always admitted: an upstream's limit may be larger than a share.
        if ((share > 0 && share + bytes > SHARE_OF_ONE) || (this.total > 0 && this.total + bytes > MOST)) {
            throw new Problem(503, 'Too many large requests at once.', [], { 'retry-after': '1' });
        }
        this.add(spender, bytes);
        return () => this.add(spender, -bytes);
    }
    add(spender, bytes) {
        const share = (this.shares.get(spender) ?? 0) + bytes;
        this.total += bytes;
        if (share > 0)
            this.shares.set(spender, share);
        else
            this.shares.delete(spender);
    }
};
BodyBudget = __decorate([
    Injectable()
], BodyBudget);
export { BodyBudget };
/** Pieces of what must be seen whole, gathered within a limit and within the budget. */
export class Gathering {
    limit;
    hold;
    bytes = new JoinedBytes();
    held = SMALL;
    releases = [];
    constructor(limit, hold) {
        this.limit = limit;
        this.hold = hold;
    }
    /** Whether it has part of the budget. */
    get holds() {
        return this.releases.length > 0;
    }
    /**
     * @returns false when it has become larger than the limit; the piece is kept all the same
     * @throws Problem 503
     */
    add(piece) {
        this.bytes.add(piece);
        while (this.bytes.size > this.held && this.held < this.limit) {
            this.releases.push(this.hold(this.held));
            this.held *= 2;
        }
        return this.bytes.size <= this.limit;
    }
    /** All of it; what comes next is gathered anew. Its part of the budget is held on to until {@link release}. */
    take() {
        return this.bytes.take();
    }
    release() {
        for (const release of this.releases)
            release();
        this.bytes.take();
        this.held = SMALL;
        this.releases = [];
    }
}
//# sourceMappingURL=body-budget.js.map