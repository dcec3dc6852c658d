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
import { RecordedTransactions } from '../recorded-transactions.store.js';
/** Has the database drop what is past its retention; the receipt of it stands or falls with that. */
let EvidenceRetentionStore = class EvidenceRetentionStore {
    transactions;
    constructor(transactions) {
        this.transactions = transactions;
    }
    /** @returns the oldest piece that is past its retention; null when there is none, or evidence is kept for ever */
    seal() {
        return this.transactions.run(async (manager, tell) => {
            const [piece] = await manager.query('SELECT * FROM seal_evidence()');
            if (piece === undefined)
                return null;
            const unsigned = Number(piece.unsigned);
            if (unsigned === 0)
                tell({ kind: 'evidence.sealed', decision: 'done', detail: detailOf(piece) });
            return { begins: piece.begins, unsigned };
        });
    }
};
EvidenceRetentionStore = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [RecordedTransactions])
], EvidenceRetentionStore);
export { EvidenceRetentionStore };
function detailOf({ begins, ends, receipts, unchained, checkpoint, digest }) {
    return {
        from: begins.toISOString(),
        to: ends.toISOString(),
        receipts: Number(receipts),
        ...(Number(unchained) === 0 ? {} : { unchained: Number(unchained) }),
        ...(digest === null ? {} : { checkpoint: Number(checkpoint), sha256: digest.toString('base64url') }),
    };
}
//# sourceMappingURL=evidence-retention.store.js.map