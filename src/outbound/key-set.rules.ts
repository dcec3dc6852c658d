import type { JSONWebKeySet, JWK } from 'jose';
import { isJsonObject, type JsonObject, type JsonValue } from '../kernel/strict-json.js';

/** More than anybody publishes, and little enough to keep for each of many hosts. */
const MOST_KEYS = 50;
/** Characters of a modulus of 8192 bits; a key beyond that, or a large exponent, makes each signature costly to check. */
const LONGEST = { n: 1366, e: 8 } as const;

const names = ['kty', 'kid', 'use', 'alg', 'crv', 'x', 'y', 'n', 'e', 'pub'] as const;
/** Members of private and symmetric keys (RFC 7518 §6, RFC 8037 §2): whoever publishes one has lost the key. */
const secrets = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'];

/**
 * The keys of a fetched JWK Set (RFC 7517 §5) that may verify signatures, with the members that this takes; other keys are
 * passed over.
 * @returns null when it is no JWK Set, or has more than 50 keys
 */
export function usableKeys(document: JsonValue): JSONWebKeySet | null {
  const keys = isJsonObject(document) ? document['keys'] : undefined;
  if (!Array.isArray(keys) || keys.length > MOST_KEYS) return null;
  return { keys: keys.map((key) => (isJsonObject(key) ? usable(key) : null)).filter((key) => key !== null) };
}

function usable(key: JsonObject): JWK | null {
  const { kty, key_ops: operations } = key;
  if (!['RSA', 'EC', 'OKP', 'AKP'].includes(kty as string) || secrets.some((name) => name in key)) return null;
  const made: Record<string, JsonValue> = {};
  for (const name of names) {
    const value = key[name];
    // The `use` of a SPIFFE bundle, by which no other library knows a key for signatures.
    if (value === undefined || (name === 'use' && value === 'jwt-svid')) continue;
    if (typeof value !== 'string' || value.length > longest(name)) return null;
    made[name] = value;
  }
  if (operations === undefined) return made;
  return isShortList(operations) ? { ...made, key_ops: operations } : null;
}

function longest(name: (typeof names)[number]): number {
  return name === 'n' || name === 'e' ? LONGEST[name] : 8192;
}

function isShortList(value: JsonValue): value is string[] {
  return Array.isArray(value) && value.length <= 8 && value.every((one) => typeof one === 'string');
}
