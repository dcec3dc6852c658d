/**
 * A document that somebody else chose was not fetched. The reason is for the log and for administrators: told to whoever
 * chose the URL, it would be a map of our network. It never holds anything of the body.
 */
export class FetchRefused extends Error {
    address;
    reason;
    name = 'FetchRefused';
    /** @param address what was to be fetched, without user, query and fragment */
    constructor(address, reason) {
        super(`${address} was not fetched: ${reason}`);
        this.address = address;
        this.reason = reason;
    }
}
/** There was an answer, of a kind that nobody reads: asking again would bring the same. */
export class UnusableAnswer extends FetchRefused {
}
/** A URL as it may be shown. */
export function shown(url) {
    return url.origin + url.pathname;
}
//# sourceMappingURL=fetch-refused.js.map