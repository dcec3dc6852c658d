import { Injectable } from '@nestjs/common';
import type { NewRow } from '../../database/new-row.js';
import { type Outcome, type RowChain, RowChains } from '../../database/row-chain.js';
import { Clock } from '../../kernel/clock.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { hashOf, NOTHING_BEFORE, receiptOf } from './receipt.rules.js';

/** Chains that are older are not gone on with: whoever looks for new receipts need not look at every chain there was. */
const OLDEST = 12 * 3_600_000;

interface Head {
  readonly seq: number;
  readonly hash: string;
}

/**
 * The chains of this process's evidence: each write takes a free one, and gives it back with its outcome. A chain of which
 * nobody knows whether its last write was committed ends there.
 */
@Injectable()
export class ChainLanes extends RowChains {
  private readonly free: ChainLane[] = [];

  constructor(private readonly clock: Clock) {
    super();
  }

  take(): RowChain {
    const now = this.clock.now();
    // The last one given back is the first to be taken, so that there are no more than there are writes at once.
    for (let lane = this.free.pop(); lane !== undefined; lane = this.free.pop()) {
      if (Math.abs(now - lane.openedAt) < OLDEST) return lane;
    }
    return new ChainLane(uuidv7(now), now, (lane) => this.free.push(lane));
  }
}

class ChainLane implements RowChain {
  private head: Head = { seq: 0, hash: NOTHING_BEFORE };
  private written: Head = this.head;

  constructor(
    private readonly writer: string,
    readonly openedAt: number,
    private readonly giveBack: (lane: ChainLane) => void,
  ) {}

  link(rows: readonly NewRow[]): readonly NewRow[] {
    this.written = this.head;
    return rows.map((row) => (row.table === 'audit_events' ? this.linked(row) : row));
  }

  settle(outcome: Outcome): void {
    if (outcome === 'unknown') return;
    if (outcome === 'committed') this.head = this.written;
    this.giveBack(this);
  }

  private linked({ table, row }: NewRow): NewRow {
    const { hash: prev, seq: before } = this.written;
    const place = { writer: this.writer, seq: before + 1 };
    const hash = hashOf(receiptOf({ ...row, ...place, prev }));
    this.written = { seq: place.seq, hash };
    return { table, row: { ...row, ...place, prev: `\\x${prev}`, hash: `\\x${hash}` } };
  }
}
