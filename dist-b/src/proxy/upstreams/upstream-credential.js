const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
const JWT = 'urn:ietf:params:oauth:token-type:jwt';
/** How the gate's subject token is called at a foreign authorization server (RFC 8693 §3). */
export const SUBJECT_TOKEN_TYPES = [JWT, ACCESS_TOKEN];
/** What may be asked for: anything else could not be sent as a bearer token. */
export const REQUESTED_TOKEN_TYPES = [ACCESS_TOKEN, JWT];
/** How the gate authenticates at a foreign token endpoint (RFC 6749 §2.3.1). */
export const ENDPOINT_AUTH_METHODS = ['client_secret_basic', 'client_secret_post'];
export const CREDENTIAL_MODES = ['minted', 'static', 'token_exchange', 'none'];
/** What evidence says of the credential that a call goes out with; the minted one has the id of the call's receipt as `jti`. */
export function credentialDetail(credential) {
    if (credential.mode !== 'token_exchange')
        return { credential: credential.mode };
    return { credential: credential.mode, credential_issuer: issuerHost(credential) };
}
/** Host of the authorization server, as evidence and logs name it. */
export function issuerHost({ token_endpoint }) {
    return new URL(token_endpoint).host;
}
//# sourceMappingURL=upstream-credential.js.map