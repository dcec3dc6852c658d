/** Authentication context of a password over TLS (OASIS SAML 2.0 Authentication Context §3.4.11, in the IANA registry). */
export const PASSWORD_ACR = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';

/** Authentication context of a password and a second factor (OpenID PAPE 1.0 §4). */
export const MULTI_FACTOR_ACR = 'http://schemas.openid.net/pape/policies/2007/06/multi-factor';

/** All that a sign-in here can be. */
export const OWN_ACRS: readonly string[] = [PASSWORD_ACR, MULTI_FACTOR_ACR];
