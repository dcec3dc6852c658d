import { isJsonObject } from '../../kernel/strict-json.js';
const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** Its own type, or what providers wrote before there was one (Back-Channel Logout §2.4). */
const TYPES = ['logout+jwt', 'application/logout+jwt', 'jwt', undefined];
/**
 * Looks at what makes a JWT a logout token (OpenID Connect Back-Channel Logout §2.6); signature, issuer, audience and times
 * are others' to see.
 * @returns what is wrong with it, as a text
 */
export function readLogoutToken(typ, claims) {
    const { jti, sub, sid, events } = claims;
    const faults = [
        [!TYPES.includes(typeof typ === 'string' ? typ.toLowerCase() : typ), 'typ is not logout+jwt'],
        [!isEvent(events), `events has no ${EVENT}`],
        // An ID token has one, and must never pass for this.
        ['nonce' in claims, 'nonce is not allowed'],
        [!isUpstreamName(jti), 'jti is missing'],
        [sub === undefined && sid === undefined, 'sub or sid is needed'],
        [[sub, sid].some((one) => one !== undefined && !isUpstreamName(one)), 'sub or sid is malformed'],
    ];
    const fault = faults.find(([wrong]) => wrong);
    if (fault !== undefined)
        return fault[1];
    return {
        jti: isUpstreamName(jti) ? jti : '',
        ...(isUpstreamName(sub) ? { subject: sub } : {}),
        ...(isUpstreamName(sid) ? { sid } : {}),
    };
}
function isEvent(events) {
    return isJsonObject(events) && Object.hasOwn(events, EVENT) && isJsonObject(events[EVENT]);
}
/** Whether a provider can call somebody, or a session of theirs, so: a text that the database and a log can hold as it is. */
export function isUpstreamName(value) {
    return typeof value === 'string' && value !== '' && value.length <= 255 && !/[\p{Cc}\p{Cs}]/u.test(value);
}
//# sourceMappingURL=logout-token.rules.js.map