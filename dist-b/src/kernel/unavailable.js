/**
 * SQLSTATE classes and codes of a server that cannot be asked now, or writes nothing down: connection (08), shutting down, too
 * slow, without resources (53), read-only, without the right to, with a broken disk.
 */
const SQLSTATE = /^(08...|57P0[1-4]|57014|53...|25006|42501|58030)$/;
const SYSTEM = new Set([
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'ETIMEDOUT',
    'ENOTFOUND',
    'EHOSTUNREACH',
    'ENETUNREACH',
]);
/** What the driver says without a code. */
const WORDS = /connection terminated|timeout exceeded when trying to connect|query read timeout|connection error/i;
/**
 * Whether an error says that the database could not be asked, rather than that something is wrong: then the same
 * request may succeed in a moment, and the caller should be told so (RFC 9110 §15.6.4).
 */
export function isUnavailable(error) {
    if (!(error instanceof Error))
        return false;
    const { code } = error;
    if (typeof code === 'string' && (SQLSTATE.test(code) || SYSTEM.has(code)))
        return true;
    if (error instanceof AggregateError)
        return error.errors.some(isUnavailable);
    return WORDS.test(error.message);
}
//# sourceMappingURL=unavailable.js.map