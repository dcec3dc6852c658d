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
import { RowChains } from '../../database/row-chain.js';
import { Clock } from '../../kernel/clock.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { NOTHING_BEFORE, sha256 } from './receipt.rules.js';
import { placedText } from './receipt-text.rules.js';
/** Chains that are older are not gone on with: whoever looks for new receipts need not look at every chain there was. */
const OLDEST = 12 * 3_600_000;
/**
 * The chains of this process's evidence: each write takes a free one, and gives it back with its outcome. A chain of which
 * nobody knows whether its last write was committed ends there.
 */
let ChainLanes = class ChainLanes extends RowChains {
    clock;
    free = [];
    constructor(clock) {
        super();
        this.clock = clock;
    }
    take() {
        const now = this.clock.now();
        // The last one given back is the first to be taken, so that there are no more than there are writes at once.
        for (let lane = this.free.pop(); lane !== undefined; lane = this.free.pop()) {
            if (Math.abs(now - lane.openedAt) < OLDEST)
                return lane;
        }
        return new ChainLane(uuidv7(now), now, (lane) => this.free.push(lane));
    }
};
ChainLanes = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Clock])
], ChainLanes);
export { ChainLanes };
class ChainLane {
    writer;
    openedAt;
    giveBack;
    head = { seq: 0, hash: NOTHING_BEFORE };
    written = this.head;
    constructor(writer, openedAt, giveBack) {
        this.writer = writer;
        this.openedAt = openedAt;
        this.giveBack = giveBack;
    }
    link(rows) {
        this.written = this.head;
        return rows.map((row) => ('pieces' in row ? this.linked(row) : row));
    }
    settle(outcome) {
        if (outcome === 'unknown')
            return;
        if (outcome === 'committed')
            this.head = this.written;
        this.giveBack(this);
    }
    linked({ into, pieces }) {
        const seq = this.written.seq + 1;
        const text = placedText(pieces, this.written.hash, seq, this.writer);
        const hash = sha256(text);
        this.written = { seq, hash };
        return { into, json: `${text.slice(0, -1)},"hash":"${hash}"}` };
    }
}
//# sourceMappingURL=chain-lanes.js.map