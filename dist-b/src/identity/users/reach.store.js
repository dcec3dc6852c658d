import { Problem } from '../../kernel/problem.js';
import { ROLE_NAMES } from '../../kernel/roles.js';
import { requireCover, withinOf } from '../../kernel/within.js';
const administrative = `ARRAY[${ROLE_NAMES.map((name) => `'${name}'`).join(', ')}]`;
/** Who asks, by their id among the values of a statement, also of one that does not look at it. */
export const withAsker = (place) => `WITH asker (id) AS (VALUES (${place}::uuid))`;
export const ASKER = '(SELECT id FROM asker)';
/** Whether a person, whose id an expression names, holds no administrative role. */
export function isOrdinary(userId) {
    return `EXISTS (SELECT 1 FROM users ordinary WHERE ordinary.id = ${userId} AND NOT ordinary.roles && ${administrative})`;
}
/**
 * The condition on rows of `sessions` that a caller reaches. A session that a client opened for itself is its owner's
 * matter, and no longer once the client has another owner.
 * @param place of the owner's id: among the values, or an expression
 */
export function sessionsWithin({ people, ownerId }, place) {
    return either([
        ...(people ? [`NOT sessions.as_owner AND ${isOrdinary('sessions.user_id')}`] : []),
        ...(ownerId === null
            ? []
            : [`${ofOwn('sessions', place)} AND (NOT sessions.as_owner OR sessions.user_id = ${place}::uuid)`]),
    ]);
}
/** The same of what people let clients do: rows of a table with the id of the one, and of the other. */
export function actsWithin({ people, ownerId }, table, place) {
    return either([
        ...(people ? [isOrdinary(`${table}.user_id`)] : []),
        ...(ownerId === null ? [] : [ofOwn(table, place)]),
    ]);
}
/** Whether a row is of a client of the owner's. */
function ofOwn(table, place) {
    return `${table}.client_id IN (SELECT client_id FROM clients WHERE owner_id = ${place}::uuid)`;
}
function either(conditions) {
    return conditions.length === 0 ? 'false' : `(${conditions.map((one) => `(${one})`).join(' OR ')})`;
}
/**
 * Keeps sessions within a reach until the transaction ends: their people may be given a role at this moment, and their
 * clients another owner.
 * @returns those that are within it
 */
export async function holdSessions(transaction, within, ids) {
    for (const held of [
        'SELECT 1 FROM users WHERE id IN (SELECT user_id FROM sessions WHERE id = ANY($1)) ORDER BY id FOR SHARE',
        'SELECT 1 FROM clients WHERE client_id IN (SELECT client_id FROM sessions WHERE id = ANY($1)) ORDER BY id FOR SHARE',
    ]) {
        await transaction.query(held, [ids]);
    }
    // A statement of its own after the locks: it sees what those wrote who held the rows until now.
    const found = await transaction.query(`${withAsker('$2')} SELECT id FROM sessions WHERE id = ANY($1) AND ${sessionsWithin(within, ASKER)}`, [ids, within.ownerId]);
    return found.map(({ id }) => id);
}
/** The same of one. @throws Problem 404 when it is not within the reach of the caller */
export async function holdSession(transaction, caller, id) {
    const within = withinOf(caller);
    if (within === null)
        return;
    if ((await holdSessions(transaction, within, [id])).length === 0)
        throw Problem.notFound('session');
}
/**
 * Keeps a person within the reach of a caller until the transaction ends.
 * @param what they are looked for as
 * @throws Problem 404 when they are not within it
 */
export async function holdPerson(transaction, caller, userId, what) {
    const within = withinOf(caller);
    if (within === null)
        return;
    await transaction.query('SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId]);
    const found = await transaction.query(`SELECT 1 WHERE ${isOrdinary('$1::uuid')} AND $2`, [
        userId,
        within.people,
    ]);
    if (found.length === 0)
        throw Problem.notFound(what);
}
/**
 * Before a caller is given a way to act as a person, or takes away what keeps others from it: they must act with all of
 * administration that the person has, until the transaction ends. It makes no difference that they are that person: whoever
 * has their lesser token is not.
 * @returns nothing for somebody who does not exist: whoever needs them finds out
 * @throws Problem 403
 */
export async function coverPerson(transaction, caller, userId) {
    const [person] = await transaction.query('SELECT roles FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId]);
    if (person !== undefined)
        requireCover(caller, person.roles);
}
/**
 * The same before a caller registers or changes a client, or gives it a secret. Its scopes bound what it does for its
 * owner: an own one needs no more than they permit. One that may administer by a code that people type could ask owners
 * for it: it is theirs alone.
 * @throws Problem 403
 */
export async function coverClient(transaction, caller, client) {
    const { scope, ownerId } = client;
    requireCover(caller, client.deviceAuthorizationAdministration ? ['owner', ...scope] : scope);
    if (ownerId !== null && ownerId !== caller.userId)
        await coverPerson(transaction, caller, ownerId);
}
/**
 * The same before a caller changes what is believed of an issuer: whoever its rules let in acts as their clients.
 * @throws Problem 403
 */
export async function coverIssuer(transaction, caller, issuerId) {
    // Whoever writes a rule holds the issuer.
    await transaction.query('SELECT 1 FROM trusted_issuers WHERE id = $1 FOR NO KEY UPDATE', [issuerId]);
    const clients = await transaction.query(`SELECT DISTINCT c.scope, c.owner_id AS "ownerId",
            c.device_authorization_administration AS "deviceAuthorizationAdministration" FROM workload_rules r JOIN clients c ON c.client_id = r.client_id
      WHERE r.issuer_id = $1`, [issuerId]);
    for (const client of clients)
        await coverClient(transaction, caller, client);
}
/**
 * The same before an issuer speaks of people: whoever chooses its keys becomes everybody whom it knows. That is asked of a
 * new one too, for links outlive an issuer, and one by which people sign in may have the same name.
 * @throws Problem 403
 */
export async function coverLinked(transaction, caller, issuer) {
    const [known] = await transaction.query(`SELECT array_agg(DISTINCT role) AS roles FROM user_identities i JOIN users u ON u.id = i.user_id, unnest(u.roles) AS role
      WHERE i.issuer = $1`, [issuer]);
    requireCover(caller, known?.roles ?? []);
}
//# sourceMappingURL=reach.store.js.map