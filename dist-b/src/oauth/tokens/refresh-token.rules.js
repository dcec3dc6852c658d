import { randomBytes } from 'node:crypto';
/** 16 bytes of id and 32 of secret as base64url. */
const TOKEN = /^[A-Za-z0-9_-]{64}$/;
/** A refresh token with 256 random bits. */
export function freshToken(id) {
    return tokenText(id, randomBytes(32));
}
/** The text of a token: where its row is, and the proof that it is the holder's. */
export function tokenText(id, secret) {
    return Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), secret]).toString('base64url');
}
/** The id in a token's text, or null when it can be none of ours. */
export function idOf(text) {
    if (!TOKEN.test(text))
        return null;
    const hex = Buffer.from(text, 'base64url').subarray(0, 16).toString('hex');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
/** Whether a spent token may still be answered with the successor that it got: its answer may have been lost. */
export function mayRetry(usedAt, successorUsed, now, retrySeconds) {
    return !successorUsed && now - usedAt.getTime() <= retrySeconds * 1000;
}
//# sourceMappingURL=refresh-token.rules.js.map