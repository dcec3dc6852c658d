import { PRINCIPAL_TYPES, } from './policy-rule.entity.js';
/**
 * The ladder user > client > group > role > kind > any; in a band deny beats allow; then closed or not; then the
 * upstream's default, which is the caller's to know. An allow rule closes what it names to everybody that no rule allows
 * it; a deny rule closes nothing.
 * @param trace told of each rule that is about what is asked for
 */
export function judge(rules, who, asked, now, trace) {
    const covering = rules.filter((rule) => covers(rule, asked));
    let winner;
    let stepUp;
    for (const band of PRINCIPAL_TYPES) {
        const inBand = covering.filter(({ principal }) => principal.type === band).sort(denyFirst);
        for (const rule of inBand) {
            const outcome = winner === undefined ? outcomeOf(rule, who, asked, now) : 'overruled';
            trace?.({ rule: rule.id, effect: rule.effect, mode: rule.mode, band, outcome });
            if (outcome === 'decides')
                winner = rule;
            if (outcome === 'condition not met: authentication')
                stepUp ??= rule.authentication;
        }
    }
    if (winner !== undefined) {
        const told = winner.effect === 'allow' || stepUp === undefined ? {} : { stepUp };
        return { by: 'rule', effect: winner.effect, rule: winner, ...told };
    }
    return unnamed(rules, covering, { who, asked, now }, stepUp);
}
/** What becomes of somebody whom no rule names. */
function unnamed(rules, covering, { who, asked, now }, stepUp) {
    const greeted = asked.greeting ? rules.find((rule) => isGreeted(rule, who, now)) : undefined;
    if (greeted !== undefined)
        return { by: 'greeting', rule: greeted };
    const told = stepUp === undefined ? {} : { stepUp };
    const closing = covering.find(({ effect }) => effect === 'allow');
    return closing === undefined ? { by: 'default', ...told } : { by: 'closed', rule: closing, ...told };
}
function denyFirst(one, other) {
    return Number(one.effect === 'allow') - Number(other.effect === 'allow');
}
function covers(rule, asked) {
    return fitOf(rule, asked) !== 'never';
}
function fitOf({ subject }, asked) {
    if (subject === null)
        return 'always';
    if (asked.subject === null || subject.kind !== asked.subject.kind)
        return 'never';
    const fit = subject.fits(asked.subject.name);
    return fit !== 'never' || asked.alias === undefined ? fit : subject.fits(asked.alias);
}
function outcomeOf(rule, who, asked, now) {
    if (!names(rule, who))
        return 'another principal';
    // What a server may read as another name is denied and closed as that one, and not allowed as this one.
    if (rule.effect === 'allow' && fitOf(rule, asked) !== 'always')
        return 'another spelling';
    if (!isAbout(rule, asked))
        return 'other arguments';
    const unmet = rule.unmet(now);
    return unmet === null ? 'decides' : `condition not met: ${unmet}`;
}
function names({ principal: { type, id } }, who) {
    switch (type) {
        case 'user':
            return id === who.user;
        case 'client':
            return id === who.client;
        case 'group':
            return who.groups.includes(id ?? '');
        case 'role':
            return who.roles.includes(id ?? '');
        case 'kind':
            return id === who.kind;
        case 'any':
            return true;
    }
}
/**
 * In a list nobody knows the arguments: what some are allowed is shown, what only some are denied as well. Arguments that
 * cannot be judged are what a deny rule is about, and not what an allow rule is.
 */
function isAbout({ about, effect }, { given }) {
    if (about === null)
        return true;
    if (given === undefined)
        return effect === 'allow';
    const known = given();
    return (known.exact ? about(known) : null) ?? effect === 'deny';
}
/** Whether a rule allows somebody something, now or once they have signed in as it wants. */
function isGreeted(rule, who, now) {
    if (rule.effect !== 'allow' || !names(rule, who))
        return false;
    const unmet = rule.unmet(now);
    return unmet === null || unmet === 'authentication';
}
//# sourceMappingURL=ladder.rules.js.map