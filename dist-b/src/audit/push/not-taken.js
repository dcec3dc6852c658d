/** A receiver did not take what it was sent. */
export class NotTaken extends Error {
    final;
    /** @param final whether the receiver itself says that it wants nothing any more */
    constructor(cause, final = false) {
        super(cause);
        this.final = final;
    }
}
//# sourceMappingURL=not-taken.js.map