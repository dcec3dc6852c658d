/** Authentication context of a password over TLS (OASIS SAML 2.0 Authentication Context §3.4.11, in the IANA registry). */
export const PASSWORD_ACR = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';
/** Authentication context of a password and a second factor (OpenID PAPE 1.0 §4). */
export const MULTI_FACTOR_ACR = 'http://schemas.openid.net/pape/policies/2007/06/multi-factor';
/**
 * Authentication context of a passkey with which the person was verified (OpenID Connect EAP ACR Values §4). Never `phrh`:
 * that the key cannot leave its hardware would be for an attestation to prove, and none is asked for.
 */
export const PASSKEY_ACR = 'phr';
/** All that a sign-in here can be. */
export const OWN_ACRS = [PASSWORD_ACR, MULTI_FACTOR_ACR, PASSKEY_ACR];
/**
 * Classes of which each is more than those before it: a password; that and a second factor; what cannot be phished; the
 * same from hardware, which nobody here can prove. What an employer says of a sign-in is on no rung.
 */
const LADDER = [PASSWORD_ACR, MULTI_FACTOR_ACR, PASSKEY_ACR, 'phrh'];
/** Whether a sign-in of this class is as good as one of the class that is wanted, or better. */
export function reachesAcr(acr, wanted) {
    const rung = LADDER.indexOf(wanted);
    return acr === wanted || (rung !== -1 && LADDER.indexOf(acr) >= rung);
}
//# sourceMappingURL=authentication-class.js.map