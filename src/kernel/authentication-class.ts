/** Authentication context of a password over TLS (OASIS SAML 2.0 Authentication Context §3.4.11, in the IANA registry). */
export const PASSWORD_ACR = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';

/** All that a sign-in here can be. */
export const OWN_ACRS: readonly string[] = [PASSWORD_ACR];
