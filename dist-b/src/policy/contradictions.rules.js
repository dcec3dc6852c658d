/**
 * What is in conditions that nobody and no time can meet: such a rule would look like one, and do nothing. A time that is
 * over is none of it, lest a rule could not be changed any more.
 */
export function contradictions(conditions) {
    const { times, chain, not_before: notBefore, not_after: notAfter } = conditions;
    const found = [];
    if (notBefore !== undefined && notAfter !== undefined && Date.parse(notBefore) >= Date.parse(notAfter)) {
        found.push({ at: ['not_after'], detail: 'must be later than not_before' });
    }
    if (times !== undefined && isEmpty(times)) {
        found.push({ at: ['times', 'to'], detail: 'must not be the time of from: without both it is the whole day' });
    }
    return chain === undefined ? found : [...found, ...ofChain(chain)];
}
function isEmpty({ from = '00:00', to = '24:00' }) {
    return from === to;
}
function ofChain({ most, issuer, any_of: anyOf, none_of: noneOf }) {
    const found = [];
    if (most === 0 && anyOf !== undefined) {
        found.push({ at: ['chain', 'most'], detail: 'must be at least 1 where one of any_of must act' });
    }
    if (anyOf?.every((actor) => noneOf?.includes(actor)) === true) {
        found.push({ at: ['chain', 'any_of'], detail: 'must name somebody whom none_of does not' });
    }
    if (issuer !== undefined && anyOf === undefined && noneOf === undefined) {
        found.push({ at: ['chain', 'issuer'], detail: 'must come with any_of or none_of, whose actors it names' });
    }
    return found;
}
//# sourceMappingURL=contradictions.rules.js.map