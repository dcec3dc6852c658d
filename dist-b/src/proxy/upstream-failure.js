import { Problem } from '../kernel/problem.js';
/** No connection came about, so that nothing was sent. */
const UNREACHABLE = /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|ERR_(TLS|SSL)_.*|CERT_.*|(DEPTH_ZERO_)?SELF_SIGNED_.*|UNABLE_TO_.*)$/;
/** Faults of ours: something that cannot be written down as a request, or nothing left to dial with. */
const OURS = /^(UND_ERR_INVALID_ARG|EMFILE|ENFILE|EADDRNOTAVAIL|ERR_INVALID_.*)$/;
/** What was sent is no HTTP/1.1; undici gives this error no code. */
const UNREADABLE = 'unreadable_answer';
const NO_ANSWER = /^(unreadable_answer|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/;
/** The code of an error of the network, or of the client library; 'unknown' when it has none. */
export function codeOf(error) {
    const { name, code } = error;
    if (name === 'HTTPParserError')
        return UNREADABLE;
    return typeof code === 'string' && code !== '' ? code : 'unknown';
}
/** @param error why there is no answer */
export function failureOf(error) {
    if (error instanceof Problem)
        return { problem: error, fault: null };
    const code = codeOf(error);
    if (OURS.test(code))
        return { problem: new Problem(502, 'The server could not be called.'), fault: null };
    return { problem: problemOf(code), fault: UNREACHABLE.test(code) ? 'unreachable' : 'unanswered' };
}
function problemOf(code) {
    if (code === 'UND_ERR_CONNECT_TIMEOUT')
        return new Problem(504, 'The server could not be reached in time.');
    if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'total_timeout')
        return new Problem(504, 'The server did not answer in time.');
    if (NO_ANSWER.test(code))
        return new Problem(502, 'The server gave no answer that can be read.');
    return new Problem(502, 'The server could not be reached.');
}
//# sourceMappingURL=upstream-failure.js.map