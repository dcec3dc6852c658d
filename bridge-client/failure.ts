/** Why something cannot be done: nobody is logged in, the device waits to be let in, the server is away, or another reason. */
export type FailureKind = 'logged-out' | 'waiting' | 'unreachable' | 'other';

/** A text, part of which a server may have written, for a terminal that would obey its control characters. */
export function printable(text: string): string {
  return text.replace(/[^\n\P{C}]/gu, '\ufffd');
}

/** What cannot be done, and what to do about it, in words for the person at the machine. */
export class Failure extends Error {
  readonly kind: FailureKind;
  readonly advice: string;

  constructor(
    message: string,
    advice: string,
    options: { readonly kind?: FailureKind; readonly cause?: unknown } = {},
  ) {
    super(printable(message), { cause: options.cause });
    this.advice = printable(advice);
    this.kind = options.kind ?? 'other';
  }
}

/** The one for which `login` helps. */
export function loggedOut(issuer: string, reason: string): Failure {
  return new Failure(reason, `Run: gatehouse-bridge login --url ${issuer}`, { kind: 'logged-out' });
}
