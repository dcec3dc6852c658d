import { FOREIGN_ALGORITHMS } from './public-key-set.js';

/** What a sender must hold to use a token (RFC 7800 §3.1, RFC 9449 §6.1, RFC 8705 §3.1); both thumbprints are base64url. */
export interface Confirmation {
  /** SHA-256 thumbprint of the key that signs DPoP proofs (RFC 7638). */
  readonly jkt?: string;
  /** SHA-256 of the client's certificate in DER. */
  readonly 'x5t#S256'?: string;
}

/** How a token may be required to be bound: not at all, by either way, or by one of the two. */
export const REQUIRED_BINDINGS = ['none', 'any', 'dpop', 'mtls'] as const;
export type RequiredBinding = (typeof REQUIRED_BINDINGS)[number];

/** Schemes by which a token is presented in `Authorization` (RFC 6750 §2.1, RFC 9449 §7.1). */
export type TokenScheme = 'Bearer' | 'DPoP';

/** Algorithms of DPoP proofs, all asymmetric (RFC 9449 §4.2). */
export const DPOP_ALGORITHMS = FOREIGN_ALGORITHMS;
export type DpopAlgorithm = (typeof DPOP_ALGORITHMS)[number];

/** Whether everything that it is bound to is among what a sender holds. */
export function isHeldBy(bound: Confirmation, held: Confirmation | undefined): boolean {
  const equal = (name: keyof Confirmation): boolean => bound[name] === undefined || bound[name] === held?.[name];
  return equal('jkt') && equal('x5t#S256');
}

/** Whether two senders hold the same: both keys, one, or both nothing. */
export function isSameHolder(one: Confirmation | null, other: Confirmation | undefined): boolean {
  return one?.jkt === other?.jkt && one?.['x5t#S256'] === other?.['x5t#S256'];
}

/** How a token is bound, in one word. */
export function bindingOf(confirmation: Confirmation | undefined): 'bearer' | 'dpop' | 'mtls' {
  if (confirmation?.jkt !== undefined) return 'dpop';
  return confirmation?.['x5t#S256'] === undefined ? 'bearer' : 'mtls';
}

/** Whether a token is bound as it must be; one that is bound in both ways is bound in each. */
export function isBoundAs(required: RequiredBinding, confirmation: Confirmation | undefined): boolean {
  if (required === 'none') return true;
  if (required === 'dpop') return confirmation?.jkt !== undefined;
  if (required === 'mtls') return confirmation?.['x5t#S256'] !== undefined;
  return bindingOf(confirmation) !== 'bearer';
}
