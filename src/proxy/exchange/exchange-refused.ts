/**
 * Why there is no token: the authorization server does not accept the gate as its client; it gives none for this person; it
 * cannot be asked now; what it answered is no token that can be used; or the upstream does not accept what it gave.
 */
export type ExchangeFault = 'client' | 'subject' | 'unavailable' | 'answer' | 'token';

/** A foreign authorization server gave no token that is good for the call. */
export class ExchangeRefused extends Error {
  /**
   * @param error code of the refusal (RFC 6749 §5.2), if it is one that is known: anything else the server may have made up
   * @param cause for the log alone
   */
  constructor(
    readonly fault: ExchangeFault,
    readonly error: string | null,
    cause: string,
  ) {
    super(cause);
  }
}

const texts: Readonly<Record<ExchangeFault, string>> = {
  client:
    "The authorization server of this server does not accept the gate's client or what it asks for. An administrator can mend that.",
  subject:
    'The authorization server of this server gives no token for this person. Whoever administers that server can mend that.',
  unavailable:
    'The authorization server of this server cannot be asked at the moment. Try again later; if that does not help, an administrator can mend it.',
  answer:
    'The authorization server of this server gave an answer that is no token the gate can use. An administrator can mend that.',
  token:
    'The server does not accept the token that its authorization server has just given. Whoever administers that server can mend that.',
};

/** What the caller is told, and who can mend it; nothing in it is the foreign server's own text. */
export function refusalOf({ fault, error }: ExchangeRefused): {
  readonly status: 502 | 503;
  readonly text: string;
  readonly data: Readonly<Record<string, string>>;
} {
  const status = fault === 'unavailable' ? 503 : 502;
  return { status, text: texts[fault], data: { fault, ...(error === null ? {} : { error }) } };
}
