import { reachesAcr } from '../../kernel/authentication-class.js';
/**
 * Whether somebody is signed in, recently enough, and the one whom the client means (OpenID Connect Core §3.1.2.3,
 * §3.1.2.6). With `prompt=none` nothing is ever shown.
 */
export function signInStep(question, person) {
    const { parameters, startedAt, now } = question;
    const silent = parameters.prompt.includes('none');
    const ask = (again) => silent ? refuse('login_required', 'the person must sign in') : { kind: 'sign-in', again };
    if (person === null)
        return ask(false);
    // A company's provider may have authenticated somebody before who came in here since then.
    const cameIn = person.signedInAt >= startedAt;
    const fresh = person.authenticatedAt >= startedAt;
    const meant = parameters.hintSubject === undefined || parameters.hintSubject === person.userId;
    if (!meant)
        return cameIn ? refuse('login_required', 'somebody else signed in') : ask(false);
    if (!cameIn && parameters.prompt.includes('select_account'))
        return ask(false);
    if (!fresh && mustRepeat(parameters, now - person.authenticatedAt.getTime()))
        return ask(true);
    return acrMet(parameters, person.acr) ? { kind: 'go' } : acrStep(question);
}
/** Whoever has another way to sign in that would do is asked for that one (RFC 9470 §5); others are refused. */
function acrStep({ parameters, reachable }) {
    const by = reachable.filter((acr) => acrMet(parameters, acr));
    if (by.length === 0) {
        return refuse('unmet_authentication_requirements', 'there is no way to sign in that meets the acr asked for');
    }
    if (parameters.prompt.includes('none'))
        return refuse('login_required', 'the person must sign in another way');
    return { kind: 'sign-in', again: true, by };
}
/** Whether a request refuses some ways to sign in, so that it matters which ones a person has. */
export function asksForAcr({ claims, necessaryAcr }) {
    return necessaryAcr !== undefined || claims?.id_token?.['acr']?.essential === true;
}
/** Whether a sign-in of this age, in milliseconds, is not what the client wants (`prompt=login`, `max_age`). */
function mustRepeat({ prompt, maxAge }, age) {
    return prompt.includes('login') || (maxAge !== undefined && age > maxAge * 1000);
}
/**
 * What an access token needs is met by more as well (RFC 9470 §5). An essential `acr` must be one of those asked for, for
 * the ID token says which it was; a voluntary one is only reported (OpenID Connect Core §5.5.1.1).
 */
function acrMet({ claims, necessaryAcr }, acr) {
    if (necessaryAcr?.some((wanted) => reachesAcr(acr, wanted)) === false)
        return false;
    const asked = claims?.id_token?.['acr'];
    if (asked?.essential !== true)
        return true;
    if (asked.value !== undefined)
        return asked.value === acr;
    return asked.values === undefined || asked.values.includes(acr);
}
function refuse(code, text) {
    return { kind: 'refuse', code, text };
}
//# sourceMappingURL=next-step.rules.js.map