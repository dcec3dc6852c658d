import { isJsonObject, JsonNumber, parseStrictJson, StrictJsonError, } from '../../kernel/strict-json.js';
import { ExchangeRefused } from './exchange-refused.js';
/** Of a server that does not say it: long enough to be of use, too short to be missed when it ends. */
const UNTOLD_LIFETIME = 60;
const LONGEST_LIFETIME = 86_400;
/** `b64token` (RFC 6750 §2.1): what can stand in the header as it is. */
const BEARER = /^[A-Za-z0-9\-._~+/]{1,8192}=*$/;
/** RFC 6749 appendix A.17. */
const REFRESH = /^[\x20-\x7e]{1,8192}$/;
/** Kinds of token that an upstream can be sent (RFC 8693 §3). */
const ACCESS = /^urn:ietf:params:oauth:token-type:(access_token|jwt)$/;
/** RFC 6749 §5.2, RFC 8693 §2.2.2, RFC 8707 §2, OpenID Connect Core §3.1.2.6; whose they are to mend. */
const faultOf = {
    invalid_client: 'client',
    invalid_request: 'client',
    unauthorized_client: 'client',
    unsupported_grant_type: 'client',
    invalid_scope: 'client',
    invalid_target: 'client',
    invalid_grant: 'subject',
    access_denied: 'subject',
    interaction_required: 'subject',
    consent_required: 'subject',
    login_required: 'subject',
    server_error: 'unavailable',
    temporarily_unavailable: 'unavailable',
    slow_down: 'unavailable',
};
/** @throws ExchangeRefused for everything but a bearer token */
export function readTokenAnswer(answered) {
    const { status } = answered;
    if (status >= 500 || status === 429)
        throw new ExchangeRefused('unavailable', null, `the answer was ${status}`);
    const json = jsonOf(answered);
    if (status !== 200)
        throw refusal(status, json);
    if (json === null)
        throw unusable('it is no JSON object');
    return tokenIn(json);
}
function tokenIn(json) {
    const { access_token: accessToken, token_type: type, issued_token_type: issued } = json;
    if (!matches(accessToken, BEARER))
        throw unusable('there is no access_token that can be sent');
    if (!matches(type, /^bearer$/i))
        throw unusable('it is no bearer token');
    if (issued !== undefined && !matches(issued, ACCESS))
        throw unusable('issued_token_type is that of something else');
    const refreshToken = json['refresh_token'] ?? null;
    if (refreshToken !== null && !matches(refreshToken, REFRESH))
        throw unusable('refresh_token is no text');
    return { accessToken, lifetime: lifetimeIn(json['expires_in']), refreshToken };
}
function matches(value, pattern) {
    return typeof value === 'string' && pattern.test(value);
}
/** Some servers write the number as a text. */
function lifetimeIn(value) {
    if (value === undefined || value === null)
        return UNTOLD_LIFETIME;
    const told = value instanceof JsonNumber || (typeof value === 'string' && /^\d{1,15}$/.test(value));
    const seconds = told ? Number(value) : value;
    if (typeof seconds !== 'number' || !(seconds > 0))
        throw unusable('expires_in is no number of seconds to come');
    return Math.min(seconds, LONGEST_LIFETIME);
}
function refusal(status, json) {
    const error = json?.['error'];
    // What a server has made up might be anything, even what it was sent.
    const known = typeof error === 'string' && Object.hasOwn(faultOf, error) ? error : null;
    if (known !== null)
        return new ExchangeRefused(faultOf[known] ?? 'answer', known, `the answer was ${status} ${known}`);
    if (status === 401)
        return new ExchangeRefused('client', null, 'the answer was 401');
    return unusable(`it was ${status}, with no error that is known`);
}
function unusable(what) {
    return new ExchangeRefused('answer', null, `the answer cannot be used: ${what}`);
}
function jsonOf({ headers, body }) {
    if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(String(headers['content-type'] ?? '')))
        return null;
    try {
        const value = parseStrictJson(body, { depth: 16, values: 2_000 });
        return isJsonObject(value) ? value : null;
    }
    catch (error) {
        if (error instanceof StrictJsonError)
            return null;
        throw error;
    }
}
//# sourceMappingURL=token-answer.rules.js.map