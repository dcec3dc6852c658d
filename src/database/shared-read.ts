import { isAboutRows } from './sql.js';

/** Statements under way at once: what comes meanwhile gathers for the next. */
const MOST_READS = 2;
/** Keys of one statement. */
const LARGEST = 200;

interface Waiting<Row> {
  readonly key: string;
  readonly found: (row: Row | null) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Reads for many requests with one statement. Nothing is kept: a statement begins after whoever it answers has asked, so
 * that each is told what is committed by then. That costs little more than a cache, and needs nobody to end what it says.
 */
export class SharedRead<Row> {
  private waiting: Waiting<Row>[] = [];
  private reads = 0;

  /** @param read rows by key, for keys of which each is there once; a key without a row is missing */
  constructor(private readonly read: (keys: readonly string[]) => Promise<ReadonlyMap<string, Row>>) {}

  /** @returns a row that others may be given as well: nobody changes it; null when there is none */
  find(key: string): Promise<Row | null> {
    return new Promise((found, failed) => {
      this.waiting.push({ key, found, failed });
      // Once round the event loop lets requests that arrived together share a statement.
      if (this.waiting.length === 1) setImmediate(() => this.begin());
    });
  }

  private begin(): void {
    while (this.waiting.length > 0 && this.reads < MOST_READS) {
      const asking = this.waiting.splice(0, LARGEST);
      this.reads += 1;
      void this.answer(asking).finally(() => {
        this.reads -= 1;
        this.begin();
      });
    }
  }

  private async answer(asking: readonly Waiting<Row>[]): Promise<void> {
    try {
      const rows = await this.read([...new Set(asking.map(({ key }) => key))]);
      for (const { key, found } of asking) found(rows.get(key) ?? null);
    } catch (error) {
      if (asking.length === 1 || !isAboutRows(error)) return asking.forEach(({ failed }) => failed(error));
      // A key that cannot be asked for must not fail its neighbours.
      for (const one of asking) await this.answer([one]);
    }
  }
}
