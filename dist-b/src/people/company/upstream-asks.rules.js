import { FEDERATED_ACR } from '../sign-in-means.js';
/** Milliseconds by which clocks may differ. */
const SKEW = 30_000;
/**
 * Milliseconds: so long ago at least was it, as far as we know, when nobody tells. Whoever only sits down at a browser at which
 * the provider lets everybody in has not shown just now that it is them.
 */
const NOT_LATELY = 600_000;
/** Seconds; a provider that is asked for an age tells when it was (OpenID Connect Core §3.1.2.1), and this one is no bound. */
const ANY_NEW = 600;
/** The same as parameters of an authorization request (OpenID Connect Core §3.1.2.1), in the provider's words. */
export function askedParameters({ again = false, choose = false, maxAge, loginHint, acrs = [] }, { acrMap }) {
    const prompt = [...(again ? ['login'] : []), ...(choose ? ['select_account'] : [])];
    const age = maxAge ?? (again ? ANY_NEW : undefined);
    const theirs = Object.entries(acrMap).flatMap(([there, here]) => (acrs.includes(here) ? [there] : []));
    return {
        ...(prompt.length > 0 ? { prompt: prompt.join(' ') } : {}),
        ...(age === undefined ? {} : { max_age: String(age) }),
        ...(loginHint === undefined ? {} : { login_hint: loginHint }),
        ...(theirs.length > 0 ? { acr_values: theirs.join(' ') } : {}),
    };
}
/** When the person must have proved it at the earliest; null where any time will do. @param now milliseconds */
export function earliest({ again = false, maxAge }, now) {
    if (again)
        return new Date(now);
    return maxAge === undefined ? null : new Date(now - maxAge * 1000);
}
/**
 * When the person proved it, as the provider tells.
 * @param now milliseconds
 * @returns null when that is too long ago, or is not told where it must be
 */
export function authenticatedAt({ auth_time: told }, notBefore, now) {
    if (told === undefined)
        return notBefore === null ? new Date(now - NOT_LATELY) : null;
    if (typeof told !== 'number' || !Number.isSafeInteger(told) || told < 0 || told * 1000 > now + SKEW)
        return null;
    const at = told * 1000;
    if (notBefore !== null && at + SKEW < notBefore.getTime())
        return null;
    // What another clock says is not later than our now, nor before what was asked for.
    return new Date(Math.min(now, Math.max(at, notBefore?.getTime() ?? 0)));
}
/** By which class and methods, as the provider says: its class in our words, or that it was somebody else's sign-in. */
export function meansOf({ acr, amr }, { acrMap }) {
    const methods = Array.isArray(amr) ? amr : [];
    const plain = methods.filter((one) => typeof one === 'string' && /^[\x21-\x7e]{1,64}$/.test(one));
    const known = typeof acr === 'string' && Object.hasOwn(acrMap, acr) ? acrMap[acr] : undefined;
    return { acr: known ?? FEDERATED_ACR, amr: [...new Set(plain)].slice(0, 20) };
}
//# sourceMappingURL=upstream-asks.rules.js.map