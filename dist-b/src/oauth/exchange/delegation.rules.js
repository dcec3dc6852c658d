import { MOST_ACTORS } from '../../kernel/caller.js';
/** Why an authority may not be passed on. */
export class DelegationRefused extends Error {
}
/** How many actors a chain names. */
export function depthOf(act) {
    let depth = 0;
    for (let at = act; at !== undefined; at = at.act)
        depth += 1;
    return depth;
}
/**
 * The chain when somebody begins to act for whoever acted before. Who acts already stays: that is no further hand.
 * @throws DelegationRefused for one that would be too long, or in which somebody acts for themselves through others
 */
export function delegated(act, actor) {
    if (act !== undefined && isOurs(act, actor))
        return act;
    for (let at = act?.act; at !== undefined; at = at.act) {
        if (isOurs(at, actor))
            throw new DelegationRefused('the actor is in the chain already');
    }
    if (depthOf(act) >= MOST_ACTORS)
        throw new DelegationRefused(`a chain has at most ${MOST_ACTORS} actors`);
    return { sub: actor, ...(act === undefined ? {} : { act }) };
}
/** Whether a token of somebody's own has come back to them through others. */
export function comesBack(subject, act, actor) {
    return actor === subject && act !== undefined && !isOurs(act, actor);
}
/** An actor that another issuer named is nobody here, whatever it is called. */
function isOurs({ sub, iss }, actor) {
    return iss === undefined && sub === actor;
}
//# sourceMappingURL=delegation.rules.js.map