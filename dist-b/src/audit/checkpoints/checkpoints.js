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
import { decodeProtectedHeader } from 'jose';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../kernel/log.js';
import { KeyRing } from '../../keys/key-ring.contract.js';
import { Settings } from '../../settings/settings.js';
import { CHECKPOINT_TYPE } from './checkpoint.rules.js';
import { MOST_RECEIPTS, nameOf, taken, unbroken } from './checkpoint.rules.js';
import { CheckpointStore } from './checkpoint.store.js';
/** Signs what there is of all chains, so that nobody who can write to the database can change what is past unnoticed. */
let Checkpoints = class Checkpoints {
    store;
    ring;
    clock;
    settings;
    log;
    underWay = null;
    next = null;
    constructor(store, ring, clock, settings, log) {
        this.store = store;
        this.ring = ring;
        this.clock = clock;
        this.settings = settings;
        this.log = log;
    }
    /**
     * Takes in every receipt that was committed when it was called.
     * @param unlessSince not when there is a checkpoint since then: of many replicas, one is enough
     * @returns the number of the last checkpoint there is then; 0 when there is none, because nothing was ever recorded
     */
    make(unlessSince) {
        // The one under way may not see what was just committed; one after it is enough for all who wait.
        if (this.underWay === null)
            return this.begin(unlessSince);
        this.next ??= this.underWay.then(() => this.begin(), () => this.begin());
        return this.next;
    }
    /** One at a time of a process: each waits for other replicas on a connection of its own. */
    begin(unlessSince) {
        this.next = null;
        const made = this.made(unlessSince).finally(() => {
            if (this.underWay === made)
                this.underWay = null;
        });
        this.underWay = made;
        return made;
    }
    async made(unlessSince) {
        for (let since = unlessSince;; since = undefined) {
            const { number, full } = await this.store.alone((checkpoints) => this.oneMore(checkpoints, since));
            if (!full)
                return number;
        }
    }
    async oneMore(checkpoints, unlessSince) {
        const last = await checkpoints.last();
        const since = await checkpoints.before(new Date(this.clock.now()));
        if (last !== null && since !== null && unlessSince !== undefined && since > unlessSince) {
            return { number: Number(last.number), full: false };
        }
        const chains = await this.gathered(checkpoints, since);
        const number = Number(last?.number ?? 0);
        if (chains.size === 0)
            return { number, full: false };
        const { checkpoint, key } = await this.signed(chains, last);
        await checkpoints.add(checkpoint, [...chains].map(headOf), key);
        const size = [...chains.values()].reduce((sum, { length }) => sum + length, 0);
        return { number: number + 1, full: size >= MOST_RECEIPTS };
    }
    async gathered(checkpoints, since) {
        const chains = new Map();
        let left = MOST_RECEIPTS;
        for (const chain of await checkpoints.chains(since)) {
            if (left <= 0)
                break;
            const links = await checkpoints.links(chain, since, left);
            const good = unbroken(chain, links);
            if (good.length < links.length)
                this.tell(chain, good.at(-1)?.seq ?? chain.seq);
            if (good.length > 0)
                chains.set(chain.writer, good);
            left -= good.length;
        }
        return chains;
    }
    /** What comes after a gap is in no checkpoint: nobody signs what cannot have come about by itself. */
    tell({ writer }, after) {
        this.log.error('evidence.chain_broken', { writer, after });
    }
    async signed(chains, last) {
        const at = new Date(this.clock.now());
        const number = Number(last?.number ?? 0) + 1;
        const claims = {
            iss: this.settings.PUBLIC_URL,
            iat: Math.floor(at.getTime() / 1000),
            number,
            prev: last === null ? null : nameOf(last.jws),
            ...taken(chains),
        };
        const jws = await this.ring.sign(CHECKPOINT_TYPE, claims);
        const { kid = '' } = decodeProtectedHeader(jws);
        const jwk = this.ring.jwks().keys.find((key) => key.kid === kid);
        if (jwk === undefined)
            throw new Error(`the ring does not know the key ${kid} by which it has signed`);
        return { checkpoint: { number: String(number), at, jws }, key: { kid, at, jwk } };
    }
};
Checkpoints = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [CheckpointStore,
        KeyRing,
        Clock,
        Settings,
        Log])
], Checkpoints);
export { Checkpoints };
function headOf([writer, links]) {
    const last = links.at(-1);
    return { writer, seq: last.seq, hash: last.hash };
}
//# sourceMappingURL=checkpoints.js.map