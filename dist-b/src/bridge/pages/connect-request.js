import { OAuthError } from '../../kernel/oauth-error.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { isLoopbackRedirectUri, withQuery } from '../../kernel/redirect-uri.js';
import { readCodeChallenge, readState } from '../../oauth/authorize/authorization-parameters.rules.js';
import { deviceNameFault } from './device-name.js';
const CONNECT = '/account/devices/connect';
/** Of the whole, in characters: it travels in the address of a page, and so must fit in a header. */
const LONGEST = 8192;
/**
 * Reads it from a query, anew for each page and each form: what was decided about it is carried nowhere.
 * @throws PageRefusal whatever is wrong: nobody is sent anywhere by a request that cannot be trusted
 */
export function readConnectRequest(query) {
    try {
        const request = checked(query());
        if (connectPath(request).length > LONGEST)
            throw wrong('the request is too large');
        return request;
    }
    catch (cause) {
        if (!(cause instanceof OAuthError))
            throw cause;
        const text = `The request is not right: ${cause.text}. Start again in the program, or ask whoever made it.`;
        throw new PageRefusal(400, 'This program cannot be connected', text, cause.code);
    }
}
function checked(form) {
    const redirectUri = form.one('redirect_uri');
    if (redirectUri === undefined)
        throw wrong('redirect_uri is missing');
    if (!isLoopbackRedirectUri(redirectUri)) {
        throw wrong('redirect_uri must be http at 127.0.0.1 or [::1], with any port and without a query');
    }
    const deviceName = form.one('device_name') ?? null;
    const fault = deviceNameFault(deviceName);
    if (fault !== null)
        throw wrong(`device_name ${fault}`);
    return { redirectUri, state: readState(form), challenge: readCodeChallenge(form), deviceName };
}
/** Where the pages of a request are, and with its query where their forms go; always in the one spelling. */
export function connectPath({ redirectUri, state, challenge, deviceName }, form = '') {
    return withQuery(CONNECT + form, [
        ['redirect_uri', redirectUri],
        ...(state === undefined ? [] : [['state', state]]),
        ['code_challenge', challenge],
        ['code_challenge_method', 'S256'],
        ...(deviceName === null ? [] : [['device_name', deviceName]]),
    ]);
}
function wrong(text) {
    return new OAuthError('invalid_request', text);
}
//# sourceMappingURL=connect-request.js.map