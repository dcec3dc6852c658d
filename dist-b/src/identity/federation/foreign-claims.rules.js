import { MOST_ACTORS } from '../../kernel/caller.js';
import { isJsonObject } from '../../kernel/strict-json.js';
import { parsedUrl } from '../../kernel/parsed-url.js';
/** Seconds by which clocks may differ. */
const SKEW = 30;
/**
 * When and how a person signed in elsewhere, if all of it is told (OpenID Connect Core §2).
 * @param now seconds since 1970: who has not signed in yet has not
 */
export function foreignAuthentication({ auth_time, acr, amr }, now) {
    const methods = Array.isArray(amr) ? amr.filter((one) => typeof one === 'string') : [];
    if (typeof auth_time !== 'number' || !Number.isSafeInteger(auth_time) || auth_time < 0)
        return {};
    if (auth_time > now + SKEW)
        return {};
    if (typeof acr !== 'string' || acr.length > 255 || methods.length > 20)
        return {};
    if ([acr, ...methods].some((text) => /\p{Cc}/u.test(text) || text.length > 255))
        return {};
    return { authentication: { at: new Date(auth_time * 1000), acr, amr: methods } };
}
/**
 * Why a client may not act by a token of another issuer; null when it may (RFC 8693 §4.4). Who is meant by a bare name
 * there is the issuer's own affair: only one that says it is ours counts.
 * @param listed clients that the issuer is registered with: who may if the token itself names nobody
 */
export function mayActFault({ may_act: mayAct }, listed, client) {
    if (mayAct === undefined)
        return listed.includes(client.sub) ? null : 'the client may not exchange tokens of the issuer';
    if (!isJsonObject(mayAct))
        return 'may_act is malformed';
    return mayAct['iss'] === client.iss && mayAct['sub'] === client.sub ? null : 'may_act names another actor';
}
/**
 * A chain as another issuer tells it: who they are, and nothing else that is in it.
 * @param own bases of our own URLs: in our name only we say who acted, however it is spelt
 */
export function foreignChain(value, issuer, own) {
    const subjects = [];
    for (let at = value; at !== undefined; at = at.act) {
        if (typeof at !== 'object' || at === null)
            return { fault: 'act is malformed' };
        const { sub, iss = issuer } = at;
        if (!isName(sub) || !isName(iss))
            return { fault: 'act is malformed' };
        if (isAt(iss, own))
            return { fault: 'act names an actor of ours' };
        subjects.push({ sub, iss });
        if (subjects.length > MOST_ACTORS)
            return { fault: `a chain has at most ${MOST_ACTORS} actors` };
    }
    const [last, ...before] = subjects.reverse();
    return last === undefined ? {} : { act: before.reduce((act, actor) => ({ ...actor, act }), last) };
}
function isName(value) {
    return typeof value === 'string' && /^[\x20-\x7e]{1,255}$/.test(value);
}
function isAt(iss, own) {
    const origin = parsedUrl(iss)?.origin;
    return own.some((base) => new URL(base).origin === origin);
}
//# sourceMappingURL=foreign-claims.rules.js.map