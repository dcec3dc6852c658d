import { Injectable } from '@nestjs/common';
import { RecordedTransactions } from '../recorded-transactions.store.js';

/** What the owner's function tells of the oldest piece of evidence that is past its retention. */
interface Piece {
  readonly begins: Date;
  readonly ends: Date;
  readonly receipts: string;
  readonly unchained: string;
  readonly unsigned: string;
  readonly checkpoint: string | null;
  readonly digest: Buffer | null;
}

/** What became of a piece: it stays as long as receipts of it are in no checkpoint. */
export interface SealedPiece {
  readonly begins: Date;
  readonly unsigned: number;
}

/** Has the database drop what is past its retention; the receipt of it stands or falls with that. */
@Injectable()
export class EvidenceRetentionStore {
  constructor(private readonly transactions: RecordedTransactions) {}

  /** @returns the oldest piece that is past its retention; null when there is none, or evidence is kept for ever */
  seal(): Promise<SealedPiece | null> {
    return this.transactions.run(async (manager, tell) => {
      const [piece] = await manager.query<Piece[]>('SELECT * FROM seal_evidence()');
      if (piece === undefined) return null;
      const unsigned = Number(piece.unsigned);
      if (unsigned === 0) tell({ kind: 'evidence.sealed', decision: 'done', detail: detailOf(piece) });
      return { begins: piece.begins, unsigned };
    });
  }
}

function detailOf({ begins, ends, receipts, unchained, checkpoint, digest }: Piece): Record<string, unknown> {
  return {
    from: begins.toISOString(),
    to: ends.toISOString(),
    receipts: Number(receipts),
    ...(Number(unchained) === 0 ? {} : { unchained: Number(unchained) }),
    ...(digest === null ? {} : { checkpoint: Number(checkpoint), sha256: digest.toString('base64url') }),
  };
}
