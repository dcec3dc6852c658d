/** Bytes: so many at most are made room for before they come. */
const ROOM = 128 * 1024;

/**
 * Bytes that come in pieces, copied together as they come. Whoever sends chooses the pieces: kept one by one, a body of
 * single bytes would cost hundreds of times its size.
 */
export class JoinedBytes {
  private room = Buffer.alloc(0);
  private used = 0;

  /** @param expected bytes, as far as their sender says */
  constructor(private readonly expected = 0) {}

  /** Bytes that have come. */
  get size(): number {
    return this.used;
  }

  add(piece: Uint8Array): void {
    const size = this.used + piece.length;
    if (size > this.room.length) {
      const larger = Buffer.allocUnsafe(Math.max(size, 2 * this.room.length, Math.min(this.expected, ROOM)));
      larger.set(this.room.subarray(0, this.used));
      this.room = larger;
    }
    this.room.set(piece, this.used);
    this.used = size;
  }

  /** All of them; what comes next begins anew. */
  take(): Buffer {
    const whole = this.room.subarray(0, this.used);
    this.room = Buffer.alloc(0);
    this.used = 0;
    return whole;
  }
}
