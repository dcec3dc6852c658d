const NONE = Buffer.alloc(0);
/**
 * Bytes that come in pieces, copied together as they come. Whoever sends chooses the pieces: kept one by one, a body of
 * single bytes would cost hundreds of times its size.
 */
export class JoinedBytes {
    room = NONE;
    used = 0;
    /** Bytes that have come. */
    get size() {
        return this.used;
    }
    add(piece) {
        const size = this.used + piece.length;
        if (size > this.room.length) {
            const larger = Buffer.allocUnsafe(Math.max(size, 2 * this.room.length));
            larger.set(this.room.subarray(0, this.used));
            this.room = larger;
        }
        this.room.set(piece, this.used);
        this.used = size;
    }
    /** All of them; what comes next begins anew. */
    take() {
        const whole = this.room.subarray(0, this.used);
        this.room = NONE;
        this.used = 0;
        return whole;
    }
}
//# sourceMappingURL=joined-bytes.js.map