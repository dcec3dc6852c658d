import { TokenRefused } from '../../http/access.js';
import type { AccessTokenClaims } from '../../kernel/caller.js';
import { isJsonObject, parseStrictJson } from '../../kernel/strict-json.js';

/** A token whose form is right, and nothing else is known. */
export interface UnverifiedToken {
  readonly kid: string;
  readonly alg: string;
  readonly claims: AccessTokenClaims;
  /** The bytes under the signature, as text. */
  readonly signed: string;
  readonly signature: Buffer;
}

const LONGEST = 16_384;
/** Parameters that would let a token bring its own key, or ask for rules that we do not know (RFC 7515 §4.1). */
const forbidden = ['jku', 'jwk', 'x5u', 'x5c', 'crit', 'b64', 'enc', 'zip'];

/**
 * Takes a compact JWS of type `at+jwt` apart (RFC 9068 §4).
 * @throws TokenRefused unless header and claims have the shape of an access token of ours
 */
export function readAccessToken(token: string): UnverifiedToken {
  const parts = token.length <= LONGEST ? token.split('.') : [];
  const [head, payload, tail] = parts;
  if (parts.length !== 3 || head === undefined || payload === undefined || tail === undefined) {
    throw new TokenRefused('The token is not a JWT.');
  }
  const header = decoded(head);
  const { alg, kid, typ } = header;
  const type = typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : '';
  if (type !== 'at+jwt') throw new TokenRefused('The token is not an access token.');
  if (forbidden.some((name) => name in header)) throw new TokenRefused('The token has a header that is not accepted.');
  if (typeof alg !== 'string' || typeof kid !== 'string') throw new TokenRefused('The token names no key.');
  const claims = decoded(payload);
  if (!hasShape(claims)) throw new TokenRefused('The token lacks a claim of an access token.');
  return { kid, alg, claims, signed: `${head}.${payload}`, signature: fromBase64url(tail) };
}

function decoded(part: string): Record<string, unknown> {
  try {
    const value = parseStrictJson(fromBase64url(part));
    if (isJsonObject(value)) return value;
  } catch (cause) {
    if (cause instanceof TokenRefused) throw cause;
  }
  throw new TokenRefused('The token is not a JWT.');
}

/** Only the one spelling: a token that can be written in two ways could be revoked in one and used in the other. */
function fromBase64url(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw new TokenRefused('The token is not base64url.');
  return bytes;
}

function hasShape(claims: Record<string, unknown>): claims is Record<string, unknown> & AccessTokenClaims {
  const { aud } = claims;
  const audience = typeof aud === 'string' || (Array.isArray(aud) && aud.every((one) => typeof one === 'string'));
  return (
    audience &&
    ['iss', 'sub', 'jti', 'client_id', 'scope', 'sid'].every((name) => typeof claims[name] === 'string') &&
    ['exp', 'iat', 'nbf'].every((name) => typeof claims[name] === 'number')
  );
}
