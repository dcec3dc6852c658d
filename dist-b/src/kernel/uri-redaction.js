/** Parameters of URIs whose values let somebody in, or tell who somebody is. */
const names = [
    'code',
    'state',
    'nonce',
    'token',
    'access_token',
    'refresh_token',
    'id_token',
    'id_token_hint',
    'logout_token',
    'subject_token',
    'actor_token',
    'device_code',
    'user_code',
    'code_verifier',
    'code_challenge',
    'client_secret',
    'client_assertion',
    'assertion',
    'request',
    'request_uri',
    'response',
    'secret',
    'password',
    'passwd',
    'api_key',
    'apikey',
    'key',
    'auth',
    'authorization',
    'sig',
    'signature',
    'ticket',
    'session',
    'login_hint',
    'email',
];
const parameter = new RegExp(`([?&#;](?:${names.join('|')})=)[^&#;\\s"'<>]*`, 'gi');
/** A text with the values of such parameters left out, wherever a URI stands in it. */
export function withoutSecretParameters(text) {
    return text.includes('=') ? text.replace(parameter, '$1[redacted]') : text;
}
//# sourceMappingURL=uri-redaction.js.map