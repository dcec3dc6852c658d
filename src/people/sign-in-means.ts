import type { SignInMeans } from '../identity/sessions/web-session.store.js';
import { PASSWORD_ACR } from '../kernel/authentication-class.js';

/** Of a sign-in at a company's provider, unless its administrator has said what the provider's `acr` means here. */
export const FEDERATED_ACR = 'urn:gatehouse:acr:federated';

/** `amr` as RFC 8176 §2 has it. */
export const BY_PASSWORD: SignInMeans = { acr: PASSWORD_ACR, amr: ['pwd'] };
