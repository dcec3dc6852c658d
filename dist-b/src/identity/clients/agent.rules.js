const DAY = 86_400_000;
/** Whether somebody has said what an agent is for, rather than what it is called. */
export function isPurposeStated(name, purpose) {
    return purpose !== null && purpose !== name;
}
/** Every agent has a purpose and an end: where a body names none, its name and the usual end. */
export function withTerms(client, before, ends) {
    if (client.kind !== 'agent')
        return client;
    const { purpose, expires_at: end } = client;
    const unstated = purpose === (before?.purpose ?? null) && purpose === before?.client_name;
    return Object.assign(client, {
        purpose: purpose === null || purpose === undefined || unstated ? client.client_name : purpose,
        expires_at: end ?? usualEnd(ends).toISOString(),
    });
}
/** @returns what is wrong with the end of a client; null when nothing is */
export function endFault(client, ends) {
    const { expires_at: end = null, kind } = client;
    if (end === null)
        return null;
    if (Date.parse(end) <= ends.now)
        return 'must lie in the future';
    const late = kind === 'agent' && Date.parse(end) > ends.now + ends.mostDays * DAY;
    return late ? `must lie at most ${ends.mostDays} days ahead for an agent` : null;
}
/** When an agent ends for which nobody chose another time. */
function usualEnd({ now, days }) {
    return new Date(now + days * DAY);
}
//# sourceMappingURL=agent.rules.js.map