import { createPublicKey, type JsonWebKey } from 'node:crypto';

/** A public key as a JWK (RFC 7517 §4, RFC 7518 §6). */
export interface PublicJwk {
  readonly kty: string;
  readonly kid?: string;
  readonly x5c?: string[];
  readonly alg?: string;
  readonly use?: string;
  readonly crv?: string;
  readonly x?: string;
  readonly y?: string;
  readonly n?: string;
  readonly e?: string;
}

/** A JWK Set of public keys (RFC 7517 §5). */
export interface PublicKeySet {
  readonly keys: PublicJwk[];
}

const MOST_KEYS = 20;
const LEAST_RSA_BITS = 2048;
const CURVES = new Set(['P-256', 'P-384', 'P-521', 'Ed25519']);
/** Members of private and of symmetric keys (RFC 7518 §6): who sends one has lost it. */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/**
 * Algorithms of signatures that others may make for us; each belongs to one kind of key (RFC 7518 §3.1, RFC 8037), and
 * Ed25519 has two names (RFC 9864 §2.2): libraries write the newer one.
 */
export const FOREIGN_ALGORITHMS = [
  'ES256',
  'ES384',
  'ES512',
  'Ed25519',
  'EdDSA',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
] as const;
export type ForeignAlgorithm = (typeof FOREIGN_ALGORITHMS)[number];

/** What is wrong with a value that should be a set of public keys for signatures; null when it is one. */
export function keySetFault(value: unknown): string | null {
  const keys = (value as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(keys) || keys.length === 0 || keys.length > MOST_KEYS) {
    return `must be a JWK Set of 1 to ${MOST_KEYS} keys`;
  }
  const fault = keys.map(keyFault).find((one) => one !== null);
  if (fault !== undefined) return fault;
  const kids = keys.flatMap(({ kid }: { kid?: string }) => (kid === undefined ? [] : [kid]));
  return new Set(kids).size === kids.length ? null : 'has the same kid twice';
}

function keyFault(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return 'has a key that is no object';
  const key = value as Readonly<Record<string, unknown>>;
  if (PRIVATE.some((name) => name in key)) return 'has a key with private or symmetric members: send the public part';
  if (key['use'] !== undefined && key['use'] !== 'sig') return 'has a key whose use is not sig';
  if (!isKid(key['kid'])) return 'has a kid that is none';
  if (key['x5c'] !== undefined && !isChain(key['x5c'])) return 'has an x5c that is no list of certificates';
  return strong(key) ? null : 'has a key that is not RSA of 2048 bits or more, P-256, P-384, P-521 or Ed25519';
}

function isKid(kid: unknown): boolean {
  return kid === undefined || (typeof kid === 'string' && kid !== '' && kid.length <= 256);
}

function isChain(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string' && BASE64.test(one));
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Whether it is a key that nobody computes the private part of; a point that is not on its curve is none. */
function strong(key: Readonly<Record<string, unknown>>): boolean {
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key: key as JsonWebKey, format: 'jwk' });
    if (key['kty'] === 'RSA') return (asymmetricKeyDetails?.modulusLength ?? 0) >= LEAST_RSA_BITS;
    return typeof key['crv'] === 'string' && CURVES.has(key['crv']);
  } catch {
    return false;
  }
}
