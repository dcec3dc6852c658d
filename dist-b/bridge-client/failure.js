/** A text, part of which a server may have written, for a terminal that would obey its control characters. */
export function printable(text) {
    return text.replace(/[^\n\P{C}]/gu, '\ufffd');
}
/** What cannot be done, and what to do about it, in words for the person at the machine. */
export class Failure extends Error {
    kind;
    advice;
    constructor(message, advice, options = {}) {
        super(printable(message), { cause: options.cause });
        this.advice = printable(advice);
        this.kind = options.kind ?? 'other';
    }
}
/** The one for which `login` helps. */
export function loggedOut(issuer, reason) {
    return new Failure(reason, `Run: gatehouse-bridge login --url ${issuer}`, { kind: 'logged-out' });
}
//# sourceMappingURL=failure.js.map