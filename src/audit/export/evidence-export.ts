import { Injectable } from '@nestjs/common';
import { decodeJwt } from 'jose';
import { canonicalize } from 'json-canonicalize';
import { pathOf } from '../chain/merkle.rules.js';
import type { CheckpointClaims, Stretch } from '../checkpoints/checkpoint.rules.js';
import { Checkpoints } from '../checkpoints/checkpoints.js';
import { EvidenceExportStore, type HashedReceipt, type SignedCheckpoint } from './evidence-export.store.js';

const PAGE = 500;

/** Which evidence; a range takes in whole checkpoints, so that it can be verified by itself. */
export interface ExportRange {
  readonly from: Date | null;
  readonly to: Date | null;
}

/** That a receipt is in a checkpoint, without any other receipt (RFC 9162 §2.1.3). */
export interface InclusionProof extends HashedReceipt {
  readonly checkpoint: string;
  /** Its place in the tree, from 0. */
  readonly index: number;
  /** Hashes beside the way to the root, hexadecimal. */
  readonly path: readonly string[];
}

/** Evidence as somebody takes it away: receipts in the order of their chains, each checkpoint after what it takes in. */
@Injectable()
export class EvidenceExport {
  constructor(
    private readonly store: EvidenceExportStore,
    private readonly checkpoints: Checkpoints,
  ) {}

  /**
   * Lines of JSON in canonical form (RFC 8785): `{ hash, receipt }` and `{ checkpoint }`; the last is a checkpoint. It begins
   * after the last checkpoint of which anything was dropped.
   */
  async *lines({ from, to }: ExportRange): AsyncGenerator<string> {
    await this.checkpoints.make();
    let after = Math.max(await this.store.sealed(), from === null ? 0 : await this.store.lastBefore(from));
    for (;;) {
      const checkpoints = await this.store.checkpoints(after, to, PAGE);
      for (const checkpoint of checkpoints) yield* this.block(checkpoint);
      after = checkpoints.at(-1)?.number ?? after;
      if (checkpoints.length < PAGE) return;
    }
  }

  /** @returns null when there is no such receipt, or others of its checkpoint were dropped */
  async proof(id: string): Promise<InclusionProof | null> {
    const found = await this.store.find(id);
    if (found === null) return null;
    await this.checkpoints.make();
    const { writer, seq } = found.receipt;
    const checkpoint = await this.holding(found);
    if (checkpoint === null || checkpoint.number <= (await this.store.sealed())) return null;
    const claims = claimsOf(checkpoint);
    const leaves: Buffer[] = [];
    let index = -1;
    for (const stretch of claims.chains) {
      if (stretch.writer === writer) index = leaves.length + seq - stretch.from;
      for await (const { hash } of this.receipts(stretch)) leaves.push(Buffer.from(hash, 'hex'));
    }
    const path = pathOf(leaves, index).map((hash) => hash.toString('hex'));
    return { ...found, checkpoint: checkpoint.jws, index, path };
  }

  /** The checkpoint that took the receipt in. It was made after the receipt, unless clocks differ. */
  private async holding({ receipt }: HashedReceipt): Promise<SignedCheckpoint | null> {
    const begun = new Date(Date.parse(receipt['at'] as string) - 86_400_000);
    let after = await this.store.lastBefore(begun);
    for (;;) {
      const checkpoints = await this.store.checkpoints(after, null, PAGE);
      const holding = checkpoints.find((checkpoint) =>
        claimsOf(checkpoint).chains.some((chain) => holds(chain, receipt)),
      );
      if (holding !== undefined) return holding;
      if (checkpoints.length < PAGE) return null;
      after = checkpoints.at(-1)?.number ?? after;
    }
  }

  private async *block(checkpoint: SignedCheckpoint): AsyncGenerator<string> {
    for (const stretch of claimsOf(checkpoint).chains) {
      for await (const { receipt, hash } of this.receipts(stretch)) yield `${canonicalize({ hash, receipt })}\n`;
    }
    yield `${canonicalize({ checkpoint: checkpoint.jws })}\n`;
  }

  private async *receipts(stretch: Stretch): AsyncGenerator<HashedReceipt> {
    let after = stretch.from - 1;
    while (after < stretch.to) {
      const page = await this.store.receipts(stretch, after, PAGE);
      yield* page;
      if (page.length < PAGE) return;
      after = page.at(-1)?.receipt.seq ?? stretch.to;
    }
  }
}

const claimsOf = ({ jws }: SignedCheckpoint): CheckpointClaims => decodeJwt<CheckpointClaims>(jws);

const holds = (chain: Stretch, { writer, seq }: { writer: string; seq: number }): boolean =>
  chain.writer === writer && chain.from <= seq && seq <= chain.to;
