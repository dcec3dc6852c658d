import type { JWK } from 'jose';
import { newSecret } from '../src/kernel/one-time-secret.js';

/** Whose device this is. */
export interface Person {
  readonly id: string;
  readonly email: string | null;
}

/** A token that the device was given, with times of this machine's clock in milliseconds since 1970. */
export interface HeldToken {
  readonly text: string;
  readonly expiresAt: number;
  /** From then on it is worth renewing. */
  readonly renewAt: number;
}

/** What is kept of one login. */
export interface BridgeState {
  readonly version: 1;
  readonly issuer: string;
  /** Private part included: whoever has it is this device. */
  readonly key: JWK;
  readonly deviceName: string;
  /** Null while nobody has let the device in. */
  readonly person: Person | null;
  readonly sessionId: string;
  readonly token: HeldToken | null;
  readonly proxy: ProxyDoor;
}

/** The loopback proxy's port, once it has had one, and the secret that its clients show. */
export interface ProxyDoor {
  readonly port: number | null;
  readonly secret: string;
}

export function freshDoor(): ProxyDoor {
  return { port: null, secret: newSecret() };
}

/** A token as it comes: seconds that it lives, counted from a time in milliseconds since 1970. */
export interface FreshToken {
  readonly token: string;
  readonly ttl: number;
  readonly askedAt: number;
}

/** A token is renewed in its last minute, or, if it lives for less than two, in its second half. */
export function heldToken({ token, ttl, askedAt }: FreshToken): HeldToken {
  return { text: token, expiresAt: askedAt + ttl * 1000, renewAt: askedAt + (ttl - Math.min(60, ttl / 2)) * 1000 };
}

/** Whether what a file holds is a state of this issuer: a file that somebody moved is none. */
export function isStateOf(value: unknown, issuer: string): value is BridgeState {
  const state = value as Partial<BridgeState> | null;
  return (
    typeof state === 'object' &&
    state?.version === 1 &&
    state.issuer === issuer &&
    typeof state.key?.d === 'string' &&
    typeof state.sessionId === 'string' &&
    typeof state.proxy?.secret === 'string' &&
    state.proxy.secret.length >= 43
  );
}
