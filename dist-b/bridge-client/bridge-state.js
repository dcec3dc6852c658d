import { newSecret } from '../src/kernel/one-time-secret.js';
export function freshDoor() {
    return { port: null, secret: newSecret() };
}
/** A token is renewed in its last minute, or, if it lives for less than two, in its second half. */
export function heldToken({ token, ttl, askedAt }) {
    return { text: token, expiresAt: askedAt + ttl * 1000, renewAt: askedAt + (ttl - Math.min(60, ttl / 2)) * 1000 };
}
/** Whether what a file holds is a state of this issuer: a file that somebody moved is none. */
export function isStateOf(value, issuer) {
    const state = value;
    return (typeof state === 'object' &&
        state?.version === 1 &&
        state.issuer === issuer &&
        typeof state.key?.d === 'string' &&
        typeof state.sessionId === 'string' &&
        typeof state.proxy?.secret === 'string' &&
        state.proxy.secret.length >= 43);
}
//# sourceMappingURL=bridge-state.js.map