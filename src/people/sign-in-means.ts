import type { SignInMeans } from '../identity/sessions/web-session.store.js';

/** Authentication context of a password over TLS (OASIS SAML 2.0 Authentication Context §3.4.11, in the IANA registry). */
export const PASSWORD_ACR = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';

/** `amr` as RFC 8176 §2 has it. */
export const BY_PASSWORD: SignInMeans = { acr: PASSWORD_ACR, amr: ['pwd'] };
