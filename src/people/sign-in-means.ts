import type { SignInMeans } from '../identity/sessions/web-session.store.js';
import { PASSWORD_ACR } from '../kernel/authentication-class.js';

/** `amr` as RFC 8176 §2 has it. */
export const BY_PASSWORD: SignInMeans = { acr: PASSWORD_ACR, amr: ['pwd'] };
