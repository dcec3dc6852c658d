/** Milliseconds before and after now at which the id of a session may have been made. */
const EARLIER = 86_400_000;
const LATER = 60_000;
const UUID7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/**
 * Whether a host may name its session so: a UUIDv7 of lately (RFC 9562 §5.7). Sessions are kept by the time in their id, so that
 * one of long ago would be forgotten too early, and one of a day to come too late.
 */
export function isAdoptable(id, now) {
    if (!UUID7.test(id))
        return false;
    const made = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
    return made >= now - EARLIER && made <= now + LATER;
}
/** The id that a host names in `x-session-id`; what is none is left out, for the answer says which one it got. */
export function askedSession(header) {
    return typeof header === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(header) ? header : undefined;
}
//# sourceMappingURL=host-session.rules.js.map