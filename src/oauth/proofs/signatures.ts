import { compactVerify, createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import type { PublicKeySet } from '../../kernel/public-key-set.js';

/** Key sets that clients registered inline, ready for use. */
const ready = new LRUCache<string, JWTVerifyGetKey>({ max: 1_000 });

/** The keys of a set that was registered inline: what is in it decides, so that a change is seen at once. */
export function keysOf(set: PublicKeySet): JWTVerifyGetKey {
  const text = JSON.stringify(set);
  const known = ready.get(text);
  if (known !== undefined) return known;
  const keys = createLocalJWKSet(JSON.parse(text) as JSONWebKeySet) as JWTVerifyGetKey;
  ready.set(text, keys);
  return keys;
}

/**
 * Whether a compact JWS was signed by one of the keys with one of the algorithms (RFC 7515 §5.2). Keys that fit equally,
 * such as those without a kid, are tried in turn.
 * @throws whatever fetching keys throws
 */
export async function isSignedBy(
  token: string,
  keys: JWTVerifyGetKey,
  algorithms: readonly string[],
): Promise<boolean> {
  const options = { algorithms: [...algorithms] };
  try {
    await compactVerify(token, keys as never, options);
    return true;
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) return notSigned(error);
    for await (const key of error) {
      if (await compactVerify(token, key, options).then(() => true, notSigned)) return true;
    }
    return false;
  }
}

/** What jose says of a token or of a set of keys that has none for it; anything else is no verdict. */
function notSigned(error: unknown): false {
  const verdict =
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JOSENotSupported ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWKInvalid ||
    error instanceof TypeError;
  if (verdict) return false;
  throw error;
}
