/** Thrown where a request is answered by something else than what its handler would return, which is no refusal. */
export class AnsweredInstead extends Error {
  /** @param body null for none */
  constructor(
    readonly status: number,
    readonly body: object | null,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`answered ${status}`);
  }
}
