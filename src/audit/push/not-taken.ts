/** A receiver did not take what it was sent. */
export class NotTaken extends Error {
  /** @param final whether the receiver itself says that it wants nothing any more */
  constructor(
    cause: string,
    readonly final = false,
  ) {
    super(cause);
  }
}
