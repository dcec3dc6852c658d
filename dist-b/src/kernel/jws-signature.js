import { compactVerify, createLocalJWKSet, errors } from 'jose';
import { LRUCache } from 'lru-cache';
/** Keys that a signature is tried with at most, when several fit it equally, such as those without a kid. */
const MOST_TRIED = 20;
/** Key sets that were registered inline, ready for use. */
const ready = new LRUCache({ max: 1_000 });
/** The keys of a set that was registered inline: what is in it decides, so that a change is seen at once. */
export function keysOf(set) {
    const text = JSON.stringify(set);
    const known = ready.get(text);
    if (known !== undefined)
        return known;
    const keys = createLocalJWKSet(JSON.parse(text));
    ready.set(text, keys);
    return keys;
}
/**
 * Why a compact JWS was not signed by one of the keys with one of the algorithms (RFC 7515 §5.2); null when it was.
 * @throws whatever fetching keys throws: then nothing is known of the signature
 */
export async function signatureFault(token, keys, algorithms) {
    const options = { algorithms: [...algorithms] };
    try {
        await compactVerify(token, keys, options);
        return null;
    }
    catch (error) {
        if (!(error instanceof errors.JWKSMultipleMatchingKeys))
            return verdict(error);
        let left = MOST_TRIED;
        for await (const key of error) {
            if (left-- <= 0)
                break;
            // A key that cannot be used does not spoil the next one.
            if ((await compactVerify(token, key, options).then(() => null, verdict)) === null)
                return null;
        }
        return WRONG;
    }
}
const WRONG = 'is not by one of the keys';
/** What jose, or the platform below it, says of a token and of the key that fits it; anything else is no verdict. */
function verdict(error) {
    if (error instanceof errors.JWKSNoMatchingKey)
        return 'no key has its kid and algorithm';
    if (error instanceof errors.JWSSignatureVerificationFailed)
        return WRONG;
    if (error instanceof errors.JOSEError)
        return `cannot be verified: ${error.code}`;
    if (error instanceof TypeError || error instanceof DOMException)
        return 'cannot be verified with the key that fits';
    throw error;
}
//# sourceMappingURL=jws-signature.js.map