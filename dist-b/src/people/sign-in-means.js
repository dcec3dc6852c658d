import { MULTI_FACTOR_ACR, PASSKEY_ACR, PASSWORD_ACR } from '../kernel/authentication-class.js';
/** Of a sign-in at a company's provider, unless its administrator has said what the provider's `acr` means here. */
export const FEDERATED_ACR = 'urn:gatehouse:acr:federated';
/** `amr` as RFC 8176 §2 has it. */
export const BY_PASSWORD = { acr: PASSWORD_ACR, amr: ['pwd'] };
/** @param synced whether the key may be on several devices; that it is on one alone is the authenticator's own word */
export function byPasskey(synced) {
    return { acr: PASSKEY_ACR, amr: [synced ? 'swk' : 'hwk', 'user', 'mfa'] };
}
export const BY_PASSWORD_AND_APP = { acr: MULTI_FACTOR_ACR, amr: ['pwd', 'otp', 'mfa'] };
/** No `otp`: RFC 8176 §2 means one-time passwords of a generator by it. */
export const BY_PASSWORD_AND_RECOVERY_CODE = { acr: MULTI_FACTOR_ACR, amr: ['pwd', 'mfa'] };
//# sourceMappingURL=sign-in-means.js.map