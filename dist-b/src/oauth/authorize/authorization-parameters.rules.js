import { parseStrictJson, plainJson } from '../../kernel/strict-json.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { PROMPTS, RESPONSE_MODES, } from './authorization-parameters.js';
const invalid = (text) => new OAuthError('invalid_request', text);
/** Long enough for whoever packs a session into it (FAPI 2.0 tests more than 1,000), short enough for a header. */
const LONGEST_STATE = 8192;
const LONGEST = 2048;
/** Of everything that is stored, in characters. */
const LARGEST = 12_288;
/** `state`, byte for byte. @throws OAuthError when it cannot be given back */
export function readState(form) {
    const state = form.one('state');
    // RFC 6749 §A.5 allows printable ASCII; more is given back as well, but nothing that could break a header or a page.
    if (state !== undefined && (state.length > LONGEST_STATE || /\p{Cc}/u.test(state))) {
        throw invalid('state is too long or has control characters');
    }
    return state;
}
/** Where the answer goes: in the query, or in a form that the browser posts. @throws OAuthError */
export function readResponseMode(form) {
    const given = form.one('response_mode') ?? 'query';
    const mode = RESPONSE_MODES.find((one) => one === given);
    if (mode === undefined)
        throw invalid(`response_mode must be one of ${RESPONSE_MODES.join(', ')}`);
    return mode;
}
/** Refuses a request that would take more room than any person's answer to it is worth. @throws OAuthError */
export function checkSize(parameters) {
    if (JSON.stringify(parameters).length > LARGEST)
        throw invalid('the request is too large');
}
/** Refuses what asks for something else than a code, and parameters that are repeated or could not be stored. */
export function checkForm(form) {
    for (const name of form.names()) {
        if (name === 'resource')
            continue;
        const value = form.one(name) ?? '';
        if (/\p{Cc}/u.test(value))
            throw invalid('a parameter has control characters');
    }
    // Request objects are not read; that they are not must not go unnoticed (RFC 9101 §7, OpenID Connect Core §6.1).
    if (form.one('request') !== undefined)
        throw new OAuthError('request_not_supported', 'request is not supported');
    const type = form.one('response_type');
    if (type === undefined)
        throw invalid('response_type is missing');
    if (type !== 'code')
        throw new OAuthError('unsupported_response_type', 'response_type must be code');
}
/** The challenge of PKCE, by S256 alone, for every client (OAuth 2.1 §4.1.1, §7.5.1). @throws OAuthError */
export function readCodeChallenge(form) {
    const challenge = form.one('code_challenge');
    if (challenge === undefined)
        throw invalid('code_challenge is missing: PKCE is needed');
    if (form.one('code_challenge_method') !== 'S256')
        throw invalid('code_challenge_method must be S256');
    if (!/^[A-Za-z0-9_-]{43}$/.test(challenge))
        throw invalid('code_challenge must be a base64url SHA-256');
    return challenge;
}
/** The key that must prove itself when the code is redeemed (RFC 9449 §10). @throws OAuthError */
export function readDpopJkt(form) {
    const thumbprint = form.one('dpop_jkt');
    if (thumbprint !== undefined && !/^[A-Za-z0-9_-]{43}$/.test(thumbprint)) {
        throw invalid('dpop_jkt must be a base64url SHA-256');
    }
    return thumbprint;
}
/** `scope` as it was sent; its names are looked at later. @throws OAuthError `invalid_scope` */
export function readScopeParameter(form) {
    const scope = form.one('scope');
    if (scope !== undefined && (scope.length > 4096 || !/^[\x20\x21\x23-\x5b\x5d-\x7e]+$/.test(scope))) {
        throw new OAuthError('invalid_scope', 'scope is malformed');
    }
    return scope;
}
/** `prompt`; with `none` there is no other (OpenID Connect Core §3.1.2.1). Words that are not known are ignored. */
export function readPrompt(form) {
    const words = (form.one('prompt') ?? '').split(' ').filter((word) => word !== '');
    if (words.includes('none') && words.length > 1)
        throw invalid('prompt=none goes with no other');
    return PROMPTS.filter((prompt) => words.includes(prompt));
}
/** `max_age` in seconds. */
export function readMaxAge(form) {
    const text = form.one('max_age');
    if (text === undefined)
        return undefined;
    if (!/^\d{1,9}$/.test(text))
        throw invalid('max_age must be a number of seconds');
    return Number(text);
}
/**
 * `acr_values` as far as they must be met: for an access token they must (RFC 9470 §5), while to a request for an ID token
 * they are a wish that refuses nothing, and `claims` says what is essential (OpenID Connect Core §5.5.1.1, §15.1).
 */
export function readNecessaryAcr(form, scope) {
    if (scope.includes('openid'))
        return undefined;
    const values = (readText(form, 'acr_values') ?? '').split(' ').filter((value) => value !== '');
    return values.length === 0 ? undefined : values;
}
/** A parameter of bounded length that is kept as it is. */
export function readText(form, name) {
    const text = form.one(name);
    if (text !== undefined && text.length > LONGEST)
        throw invalid(`${name} is too long`);
    return text;
}
/** `claims` (OpenID Connect Core §5.5): what is not known is ignored, what is malformed is refused. */
export function readClaims(form) {
    const text = readText(form, 'claims');
    if (text === undefined)
        return undefined;
    // As in every parameter; PostgreSQL's jsonb holds no NUL, and JSON has but one way to write it.
    if (/(?<!\\)(?:\\\\)*\\u0000/.test(text))
        throw invalid('a parameter has control characters');
    let value;
    try {
        value = plainJson(parseStrictJson(Buffer.from(text)));
    }
    catch (cause) {
        throw new OAuthError('invalid_request', 'claims is not JSON', { cause });
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw invalid('claims must be a JSON object');
    }
    const { id_token, userinfo } = value;
    return {
        ...(id_token ? { id_token: readMembers(id_token) } : {}),
        ...(userinfo ? { userinfo: readMembers(userinfo) } : {}),
    };
}
function readMembers(value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw invalid('members of claims must be objects');
    }
    for (const member of Object.values(value)) {
        if (member !== null && (typeof member !== 'object' || Array.isArray(member))) {
            throw invalid('a requested claim must be null or an object');
        }
        const values = member?.values;
        if (values !== undefined && !Array.isArray(values))
            throw invalid('values of a requested claim must be a list');
    }
    return value;
}
//# sourceMappingURL=authorization-parameters.rules.js.map