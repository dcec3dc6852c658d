import { Injectable } from '@nestjs/common';
import type { NewRow, UnplacedRow, WrittenRow } from '../../database/new-row.js';
import { type Outcome, type RowChain, RowChains } from '../../database/row-chain.js';
import { Clock } from '../../kernel/clock.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { NOTHING_BEFORE, sha256 } from './receipt.rules.js';
import { placedText } from './receipt-text.rules.js';

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

  link(rows: readonly NewRow[]): readonly WrittenRow[] {
    this.written = this.head;
    return rows.map((row) => ('pieces' in row ? this.linked(row) : row));
  }

  settle(outcome: Outcome): void {
    if (outcome === 'unknown') return;
    if (outcome === 'committed') this.head = this.written;
    this.giveBack(this);
  }

  private linked({ into, pieces }: UnplacedRow): WrittenRow {
    const seq = this.written.seq + 1;
    const text = placedText(pieces, this.written.hash, seq, this.writer);
    const hash = sha256(text);
    this.written = { seq, hash };
    return { into, json: `${text.slice(0, -1)},"hash":"${hash}"}` };
  }
}
