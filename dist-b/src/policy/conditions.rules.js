import { reachesAcr } from '../kernel/authentication-class.js';
import { AddressRanges } from '../kernel/address-ranges.js';
/**
 * @param ownIssuer whose actors are meant where conditions name no issuer
 * @throws Error for conditions that no administrator could have stored
 */
export function readyConditions(conditions, ownIssuer) {
    const ranges = conditions.addresses === undefined ? null : new AddressRanges(conditions.addresses);
    const notBefore = conditions.not_before === undefined ? -Infinity : Date.parse(conditions.not_before);
    const notAfter = conditions.not_after === undefined ? Infinity : Date.parse(conditions.not_after);
    const times = conditions.times === undefined ? null : readyTimes(conditions.times);
    const { chain, authentication } = conditions;
    return (now) => {
        if (ranges !== null && !ranges.hold(now.address))
            return 'addresses';
        if (now.at < notBefore || now.at >= notAfter || times?.(now.at) === false)
            return 'times';
        if (chain !== undefined && !inChain(chain, now.actors, ownIssuer))
            return 'chain';
        return authentication === undefined || isProven(authentication, now) ? null : 'authentication';
    };
}
/** A stronger class does as well: the authorization endpoint would give no other for the one that is asked for. */
function isProven({ acr: wanted, max_age: maxAge }, now) {
    const { acr } = now;
    if (wanted !== undefined && (acr === undefined || !wanted.some((one) => reachesAcr(acr, one))))
        return false;
    return maxAge === undefined || (now.authTime !== undefined && Math.floor(now.at / 1000) - now.authTime <= maxAge);
}
/** Another issuer's actor is nobody of ours, whatever it is called, and the other way round. */
function inChain({ most, issuer, any_of: anyOf, none_of: noneOf }, actors, ownIssuer) {
    if (most !== undefined && actors.length > most)
        return false;
    const names = actors.filter(({ iss }) => iss === (issuer ?? ownIssuer)).map(({ sub }) => sub);
    if (anyOf !== undefined && !names.some((name) => anyOf.includes(name)))
        return false;
    return noneOf === undefined || !names.some((name) => noneOf.includes(name));
}
/** Days as `Intl` writes them in English, in lower case. */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
/** Whether a moment lies in them, by the clock on the wall of a place, summer time included. */
function readyTimes({ days, from = '00:00', to = '24:00', time_zone: timeZone }) {
    const wall = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' });
    return (at) => {
        const parts = Object.fromEntries(wall.formatToParts(at).map(({ type, value }) => [type, value]));
        const time = `${parts['hour'] ?? ''}:${parts['minute'] ?? ''}`;
        const today = DAYS.findIndex((day) => day === parts['weekday']?.toLowerCase());
        const counts = (index) => days === undefined || days.includes(DAYS[(index + 7) % 7] ?? '');
        if (from <= to)
            return counts(today) && time >= from && time < to;
        // What begins in the evening belongs to the day on which it began.
        return (counts(today) && time >= from) || (counts(today - 1) && time < to);
    };
}
//# sourceMappingURL=conditions.rules.js.map