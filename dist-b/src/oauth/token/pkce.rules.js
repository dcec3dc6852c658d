import { createHash } from 'node:crypto';
import { equalSecrets } from '../../kernel/one-time-secret.js';
/** 43 to 128 unreserved characters (RFC 7636 §4.1). */
const VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/;
/** Whether a verifier is the one that a challenge was made of, by S256 (RFC 7636 §4.6), compared in constant time. */
export function provesChallenge(verifier, challenge) {
    if (verifier === undefined || !VERIFIER.test(verifier))
        return false;
    return equalSecrets(Buffer.from(createHash('sha256').update(verifier).digest('base64url')), Buffer.from(challenge));
}
//# sourceMappingURL=pkce.rules.js.map