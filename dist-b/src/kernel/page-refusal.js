/** A refusal that a person reads as a page, because there is nobody else to be told (RFC 6749 §4.1.2.1). */
export class PageRefusal extends Error {
    status;
    heading;
    text;
    code;
    /**
     * @param heading what happened, in a few words
     * @param text one or two sentences: why, and what to do next
     * @param code error code of OAuth, for whoever has to mend it
     */
    constructor(status, heading, text, code) {
        super(`${heading}: ${text}`);
        this.status = status;
        this.heading = heading;
        this.text = text;
        this.code = code;
    }
}
//# sourceMappingURL=page-refusal.js.map