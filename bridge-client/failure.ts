/** Why something cannot be done: nobody is logged in, the device waits to be let in, the server is away, or another reason. */
export type FailureKind = 'logged-out' | 'waiting' | 'unreachable' | 'other';

/** What cannot be done, and what to do about it, in words for the person at the machine. */
export class Failure extends Error {
  readonly kind: FailureKind;

  constructor(
    message: string,
    readonly advice: string,
    options: { readonly kind?: FailureKind; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.kind = options.kind ?? 'other';
  }
}

/** The one for which `login` helps. */
export function loggedOut(issuer: string, reason: string): Failure {
  return new Failure(reason, `Run: gatehouse-bridge login --url ${issuer}`, { kind: 'logged-out' });
}
