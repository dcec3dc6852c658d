/** A foreign authorization server gave no token that is good for the call. */
export class ExchangeRefused extends Error {
    fault;
    error;
    /**
     * @param error code of the refusal (RFC 6749 §5.2), if it is one that is known: anything else the server may have made up
     * @param cause for the log alone
     */
    constructor(fault, error, cause) {
        super(cause);
        this.fault = fault;
        this.error = error;
    }
}
const texts = {
    client: "The authorization server of this server does not accept the gate's client or what it asks for. An administrator can mend that.",
    subject: 'The authorization server of this server gives no token for this person. Whoever administers that server can mend that.',
    unavailable: 'The authorization server of this server cannot be asked at the moment. Try again later; if that does not help, an administrator can mend it.',
    answer: 'The authorization server of this server gave an answer that is no token the gate can use. An administrator can mend that.',
    token: 'The server does not accept the token that its authorization server has just given. Whoever administers that server can mend that.',
};
/** What the caller is told, and who can mend it; nothing in it is the foreign server's own text. */
export function refusalOf({ fault, error }) {
    const status = fault === 'unavailable' ? 503 : 502;
    return { status, text: texts[fault], data: { fault, ...(error === null ? {} : { error }) } };
}
//# sourceMappingURL=exchange-refused.js.map