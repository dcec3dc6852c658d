import { Problem } from './problem.js';
import { covers, rolesInEffect } from './roles.js';
/**
 * What a caller of administration reaches; null for everything.
 * @throws Error on any other route: a wiring fault
 */
export function withinOf({ reach, userId }) {
    if (reach === undefined)
        throw new Error('the reach of a caller is asked for who administers nothing');
    if (reach.includes('all'))
        return null;
    return { people: reach.includes('people'), ownerId: reach.includes('own') ? userId : null };
}
/** Whether a client, or what belongs to it, is within a caller's reach. */
export function isWithin({ ownerId }, caller) {
    const within = withinOf(caller);
    return within === null || (ownerId !== null && ownerId === within.ownerId);
}
/** Roles of administration with which a caller acts. */
export function rolesOf({ scopes, roles }) {
    return rolesInEffect(scopes, roles);
}
/**
 * @param scopes of a client, or roles of a person
 * @throws Problem 403 when they permit something of administration that the caller may not do
 */
export function requireCover(caller, scopes) {
    if (!covers(rolesOf(caller), scopes))
        throw beyond();
}
/** What is refused because it would give more than its giver has. */
export function beyond() {
    return new Problem(403, 'Nobody can give, or take over, more of administration than they have; owners are for owners.');
}
//# sourceMappingURL=within.js.map