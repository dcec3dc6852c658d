import { closedMeanwhile, isExpected } from '../http/change-terms.js';
import { currentContext } from '../http/request-context.js';
import { AnsweredInstead } from '../kernel/answered-instead.js';
import { Problem } from '../kernel/problem.js';
/**
 * First step of a transaction: sees whether its sender may still act, and whether the row is what the running request
 * expects. That is told by the last step alone, for whatever else is refused comes before (RFC 9110 §13.2.1): nobody
 * learns by it that there is something.
 * @throws Problem 401
 */
export async function honouringTerms(manager) {
    const { terms, claim } = currentContext() ?? {};
    if (terms === undefined || terms.honoured)
        return () => Promise.resolve();
    await requireOpen(manager, terms);
    const expected = isExpected(terms, await rowOf(manager, terms));
    return async (events) => {
        if (!expected)
            throw Problem.changed();
        await claim?.spend(manager);
        if (!terms.dryRun)
            return;
        // What is looked at by the commit alone is looked at now, for there is none.
        await manager.query('SET CONSTRAINTS ALL IMMEDIATE');
        throw new AnsweredInstead(200, dryRunView(events));
    };
}
/** Whoever loses a role loses their sessions: that they were admitted before is no right to what they ask for later. */
async function requireOpen(manager, { caller }) {
    if (caller === undefined)
        return;
    const open = await manager.query('SELECT 1 FROM sessions WHERE id = $1 AND closed_at IS NULL', [
        caller.claims.sid,
    ]);
    if (open.length === 0)
        throw closedMeanwhile(caller);
}
/** A transaction that honoured them was committed: what comes after it stands on what it has changed. */
export function termsHonoured() {
    const terms = currentContext()?.terms;
    if (terms !== undefined)
        terms.honoured = true;
}
/** What a dry run answers. */
export function dryRunView(events) {
    return { dry_run: true, would: events.map(({ kind, detail }) => ({ kind, detail: detail ?? {} })) };
}
/**
 * A change is written where the row is what its maker read before this, and nowhere else, so that a look is enough; of a
 * deletion the row is held.
 */
async function rowOf(manager, { ifMatch, row, deletes }) {
    if (ifMatch === undefined || row === undefined)
        return null;
    const [found] = await manager.query(`SELECT ${['1 AS there', ...row.by].join(', ')} FROM ${row.table} WHERE ${row.key} = $1${deletes ? ' FOR UPDATE' : ''}`, [row.id]);
    return found ?? null;
}
//# sourceMappingURL=asked-terms.store.js.map