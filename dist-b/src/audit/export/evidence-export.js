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
import { decodeJwt } from 'jose';
import { canonicalize } from 'json-canonicalize';
import { pathOf } from '../chain/merkle.rules.js';
import { Checkpoints } from '../checkpoints/checkpoints.js';
import { EvidenceExportStore } from './evidence-export.store.js';
const PAGE = 500;
/** Evidence as somebody takes it away: receipts in the order of their chains, each checkpoint after what it takes in. */
let EvidenceExport = class EvidenceExport {
    store;
    checkpoints;
    constructor(store, checkpoints) {
        this.store = store;
        this.checkpoints = checkpoints;
    }
    /**
     * Lines of JSON in canonical form (RFC 8785): `{ hash, receipt }` and `{ checkpoint }`; the last is a checkpoint. It begins
     * after the last checkpoint of which anything was dropped.
     */
    async *lines({ from, to }) {
        await this.checkpoints.make();
        let after = Math.max(await this.store.sealed(), from === null ? 0 : await this.store.lastBefore(from));
        for (;;) {
            const checkpoints = await this.store.checkpoints(after, to, PAGE);
            for (const checkpoint of checkpoints)
                yield* this.block(checkpoint);
            after = checkpoints.at(-1)?.number ?? after;
            if (checkpoints.length < PAGE)
                return;
        }
    }
    /** @returns null when there is no such receipt, or others of its checkpoint were dropped */
    async proof(id) {
        const found = await this.store.find(id);
        if (found === null)
            return null;
        await this.checkpoints.make();
        const { writer, seq } = found.receipt;
        const checkpoint = await this.holding(found);
        if (checkpoint === null || checkpoint.number <= (await this.store.sealed()))
            return null;
        const claims = claimsOf(checkpoint);
        const leaves = [];
        let index = -1;
        for (const stretch of claims.chains) {
            if (stretch.writer === writer)
                index = leaves.length + seq - stretch.from;
            for await (const { hash } of this.receipts(stretch))
                leaves.push(Buffer.from(hash, 'hex'));
        }
        const path = pathOf(leaves, index).map((hash) => hash.toString('hex'));
        return { ...found, checkpoint: checkpoint.jws, index, path };
    }
    /** The checkpoint that took the receipt in. It was made after the receipt, unless clocks differ. */
    async holding({ receipt }) {
        const begun = new Date(Date.parse(receipt['at']) - 86_400_000);
        let after = await this.store.lastBefore(begun);
        for (;;) {
            const checkpoints = await this.store.checkpoints(after, null, PAGE);
            const holding = checkpoints.find((checkpoint) => claimsOf(checkpoint).chains.some((chain) => holds(chain, receipt)));
            if (holding !== undefined)
                return holding;
            if (checkpoints.length < PAGE)
                return null;
            after = checkpoints.at(-1)?.number ?? after;
        }
    }
    async *block(checkpoint) {
        for (const stretch of claimsOf(checkpoint).chains) {
            for await (const { receipt, hash } of this.receipts(stretch))
                yield `${canonicalize({ hash, receipt })}\n`;
        }
        yield `${canonicalize({ checkpoint: checkpoint.jws })}\n`;
    }
    async *receipts(stretch) {
        let after = stretch.from - 1;
        while (after < stretch.to) {
            const page = await this.store.receipts(stretch, after, PAGE);
            yield* page;
            if (page.length < PAGE)
                return;
            after = page.at(-1)?.receipt.seq ?? stretch.to;
        }
    }
};
EvidenceExport = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [EvidenceExportStore,
        Checkpoints])
], EvidenceExport);
export { EvidenceExport };
const claimsOf = ({ jws }) => decodeJwt(jws);
const holds = (chain, { writer, seq }) => chain.writer === writer && chain.from <= seq && seq <= chain.to;
//# sourceMappingURL=evidence-export.js.map