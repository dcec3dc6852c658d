import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Writable } from 'node:stream';

/** The most of a request that is kept for a second attempt. */
const KEPT = 4 * 1024 * 1024;

/** The body of a request: it is passed on as it comes, and what has passed is kept in case it must be sent again. */
export class RepeatableBody {
  private parts: Buffer[] | null = [];
  private size = 0;
  private begun = false;

  constructor(private readonly source: IncomingMessage) {
    // A client that leaves is noticed where its answer is written.
    source.on('error', () => undefined);
  }

  /** The first attempt takes what comes; a later one what was kept. */
  async sendTo(target: Writable): Promise<void> {
    if (this.begun) {
      target.end(await this.whole());
      return;
    }
    this.begin();
    this.source.pipe(target);
  }

  /** All of it, once it has come; null when it is too long, or the client left. */
  async whole(): Promise<Buffer | null> {
    this.begin();
    this.source.unpipe();
    this.source.resume();
    if (!this.source.readableEnded && !this.source.destroyed) {
      await Promise.race([once(this.source, 'end'), once(this.source, 'close')]).catch(() => undefined);
    }
    return this.parts === null || !this.source.readableEnded ? null : Buffer.concat(this.parts);
  }

  private begin(): void {
    if (this.begun) return;
    this.begun = true;
    this.source.on('data', (part: Buffer) => this.keep(part));
  }

  private keep(part: Buffer): void {
    this.size += part.length;
    if (this.size > KEPT) this.parts = null;
    this.parts?.push(part);
  }
}
