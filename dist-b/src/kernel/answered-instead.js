/** Thrown where a request is answered by something else than what its handler would return, which is no refusal. */
export class AnsweredInstead extends Error {
    status;
    body;
    headers;
    /** @param body null for none */
    constructor(status, body, headers = {}) {
        super(`answered ${status}`);
        this.status = status;
        this.body = body;
        this.headers = headers;
    }
}
//# sourceMappingURL=answered-instead.js.map