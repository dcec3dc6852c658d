const titles = {
    400: 'Bad request',
    401: 'Not authenticated',
    403: 'Forbidden',
    404: 'Not found',
    405: 'Method not allowed',
    409: 'Conflict',
    412: 'Precondition failed',
    413: 'Content too large',
    415: 'Unsupported media type',
    422: 'Unprocessable content',
    429: 'Too many requests',
    500: 'Internal error',
    502: 'Bad gateway',
    503: 'Unavailable',
    504: 'Gateway timeout',
};
/** The name of an HTTP status, as a problem's title. */
export function titleOf(status) {
    return titles[status] ?? 'Error';
}
/** A refusal of the admin and other JSON APIs, answered as `application/problem+json` (RFC 9457). */
export class Problem extends Error {
    status;
    detail;
    errors;
    headers;
    members;
    /** @param members further ones, for what a program must tell apart (RFC 9457 §3.2) */
    constructor(status, detail, errors = [], headers = {}, members = {}) {
        super(detail);
        this.status = status;
        this.detail = detail;
        this.errors = errors;
        this.headers = headers;
        this.members = members;
    }
    static invalid(errors) {
        const fields = errors.length === 1 ? 'One field is' : `${errors.length} fields are`;
        return new Problem(400, `${fields} wrong.`, errors);
    }
    static notFound(what) {
        return new Problem(404, `No such ${what}.`);
    }
    /** The thing is no longer as the caller saw it (RFC 9110 §15.5.13). */
    static changed() {
        return new Problem(412, 'It is not what If-Match names: read it again, and decide anew.');
    }
    static conflict(detail, errors = []) {
        return new Problem(409, detail, errors);
    }
}
/** Too many requests for a limit tier; each caller's filter gives it the shape that caller reads (RFC 6585 §4). */
export class TooManyRequests extends Error {
    tier;
    retryAfter;
    /** @param retryAfter whole seconds until one request would be admitted */
    constructor(tier, retryAfter) {
        super(`limit ${tier} reached`);
        this.tier = tier;
        this.retryAfter = retryAfter;
    }
}
//# sourceMappingURL=problem.js.map