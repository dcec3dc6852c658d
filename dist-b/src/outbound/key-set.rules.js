import { isStrong, mayVerify } from '../kernel/public-key-set.js';
import { isJsonObject } from '../kernel/strict-json.js';
/** More than anybody publishes, and little enough to keep for each of many hosts. */
const MOST_KEYS = 50;
/** Characters of a member: a modulus of 8192 bits has 1366. */
const LONGEST = 2048;
const names = ['kty', 'kid', 'use', 'alg', 'crv', 'x', 'y', 'n', 'e'];
/** Members of private and symmetric keys (RFC 7518 §6, RFC 8037 §2): whoever publishes one has lost the key. */
const secrets = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'];
/**
 * The keys of a fetched JWK Set (RFC 7517 §5) that may verify signatures, with the members that this takes; other keys are
 * passed over.
 * @returns null when it is no JWK Set, or has more than 50 keys
 */
export function usableKeys(document) {
    const keys = isJsonObject(document) ? document['keys'] : undefined;
    if (!Array.isArray(keys) || keys.length > MOST_KEYS)
        return null;
    return { keys: keys.map((key) => (isJsonObject(key) ? usable(key) : null)).filter((key) => key !== null) };
}
function usable(key) {
    if (secrets.some((name) => name in key) || !mayVerify(key['key_ops']))
        return null;
    const made = {};
    for (const name of names) {
        const value = key[name];
        // The `use` of a SPIFFE bundle, by which no other library knows a key for signatures.
        if (value === undefined || (name === 'use' && value === 'jwt-svid'))
            continue;
        if (typeof value !== 'string' || value.length > LONGEST)
            return null;
        made[name] = value;
    }
    return isStrong(made) ? made : null;
}
//# sourceMappingURL=key-set.rules.js.map