import { challengeHeader } from '../kernel/challenge.js';
import { isVersionMet, versionOf } from '../kernel/entity-tag.js';
import { Problem } from '../kernel/problem.js';
/** Values of a row's columns, or of the members of an answer that are called the same. */
export function rowVersion({ table, id, by }, values) {
    const told = by.map((column) => {
        const value = values[column.split(' AS ').at(-1) ?? column];
        return value instanceof Date ? value.toISOString() : (value ?? null);
    });
    return versionOf(table, id, ...told);
}
/** @param values of the row; null when there is none */
export function isExpected(terms, values) {
    const { ifMatch, row } = terms;
    if (ifMatch === undefined)
        return true;
    return isVersionMet(ifMatch, row === undefined || values === null ? null : rowVersion(row, values));
}
/** What is refused because its sender's session was closed after they were admitted. */
export function closedMeanwhile({ claims }) {
    const detail = 'The session was closed.';
    const said = { realm: 'gatehouse', error: 'invalid_token', error_description: detail };
    const scheme = claims.cnf?.jkt === undefined ? 'Bearer' : 'DPoP';
    return new Problem(401, detail, [], { 'www-authenticate': challengeHeader(scheme, said) });
}
//# sourceMappingURL=change-terms.js.map