/** Actors that a token may name, one within the other; who acts now is the outermost. */
export const MOST_ACTORS = 8;
/** Whose share of a limit a call is: devices are one client by name, and each has its own. */
export function spenderOf({ source, claims }) {
    return source === 'bridge' ? (claims.act?.sub ?? claims.sid) : claims.client_id;
}
//# sourceMappingURL=caller.js.map