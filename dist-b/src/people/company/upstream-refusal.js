import { errors } from 'jose';
import { ProviderSecretNotOpened } from '../../identity/sign-in-providers/provider-secrets.js';
import { FetchRefused } from '../../outbound/fetch-refused.js';
import { UpstreamRefused } from './upstream-refused.js';
/** Errors by which a provider says that it will not or cannot (RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6). */
const answers = {
    access_denied: 'denied',
    login_required: 'denied',
    interaction_required: 'denied',
    consent_required: 'denied',
    account_selection_required: 'denied',
    unmet_authentication_requirements: 'denied',
    temporarily_unavailable: 'away',
    server_error: 'away',
};
/** What the library calls an answer of a server that has a fault of its own. */
const NOT_CONFORM = 'OAUTH_RESPONSE_IS_NOT_CONFORM';
/**
 * What became of a conversation with a provider. Told by names, for the library is loaded when it is needed.
 * @returns the error itself when it is none of the provider's
 */
export function upstreamRefusal(error) {
    if (!(error instanceof Error))
        return error;
    const away = [error, error.cause].find((one) => one instanceof FetchRefused);
    if (away instanceof FetchRefused)
        return new UpstreamRefused('away', away.message);
    if (error instanceof ProviderSecretNotOpened)
        return new UpstreamRefused('misconfigured', error.message);
    if (error instanceof errors.JOSEError)
        return new UpstreamRefused('not_believed', error.code);
    return ofLibrary(error) ?? error;
}
function ofLibrary({ name, code, status, error }) {
    const said = plain(error);
    switch (name) {
        case 'AuthorizationResponseError':
            return new UpstreamRefused(answers[said] ?? 'misconfigured', said);
        case 'ResponseBodyError':
            if (Number(status) >= 500)
                return new UpstreamRefused('away', said);
            return new UpstreamRefused(said === 'invalid_grant' ? 'not_believed' : 'misconfigured', said);
        case 'WWWAuthenticateChallengeError':
            return new UpstreamRefused('misconfigured', 'invalid_client');
        case 'ClientError':
            return new UpstreamRefused(code === NOT_CONFORM ? 'away' : 'not_believed', plain(code));
        default:
            return null;
    }
}
/** An error code as it may be shown and logged. */
function plain(code) {
    return typeof code === 'string' && /^[A-Za-z_]{1,60}$/.test(code) ? code : 'unknown_error';
}
//# sourceMappingURL=upstream-refusal.js.map