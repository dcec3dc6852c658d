import { createPublicKey } from 'node:crypto';
const MOST_KEYS = 20;
/** Beyond the larger one, each signature is costly to check. */
const RSA_BITS = { least: 2048, most: 8192 };
/** Octets of a coordinate, of which none is left out (RFC 7518 §6.2.1.2, RFC 8037 §2). */
const CURVES = { 'P-256': 32, 'P-384': 48, 'P-521': 66, Ed25519: 32 };
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
];
/** What is wrong with a value that should be a set of public keys for signatures; null when it is one. */
export function keySetFault(value) {
    const keys = value?.keys;
    if (!Array.isArray(keys) || keys.length === 0 || keys.length > MOST_KEYS) {
        return `must be a JWK Set of 1 to ${MOST_KEYS} keys`;
    }
    const fault = keys.map(keyFault).find((one) => one !== null);
    if (fault !== undefined)
        return fault;
    const kids = keys.flatMap(({ kid }) => (kid === undefined ? [] : [kid]));
    return new Set(kids).size === kids.length ? null : 'has the same kid twice';
}
function keyFault(value) {
    if (typeof value !== 'object' || value === null)
        return 'has a key that is no object';
    const key = value;
    if (PRIVATE.some((name) => name in key))
        return 'has a key with private or symmetric members: send the public part';
    if (key['use'] !== undefined && key['use'] !== 'sig')
        return 'has a key whose use is not sig';
    if (!isKid(key['kid']))
        return 'has a kid that is none';
    if (key['x5c'] !== undefined && !isChain(key['x5c']))
        return 'has an x5c that is no list of certificates';
    if (!mayVerify(key['key_ops']))
        return 'has a key whose key_ops are not verify';
    return isStrong(key)
        ? null
        : 'has a key that is not a good one of RSA, 2048 to 8192 bits, P-256, P-384, P-521 or Ed25519';
}
/** Whether a key may be used for what we use it (RFC 7517 §4.3). */
export function mayVerify(operations) {
    return (operations === undefined || (Array.isArray(operations) && operations.length === 1 && operations[0] === 'verify'));
}
function isKid(kid) {
    return kid === undefined || (typeof kid === 'string' && kid !== '' && kid.length <= 256);
}
function isChain(value) {
    return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string' && BASE64.test(one));
}
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
/** A key as it is computed with, and nothing that is said of it. */
export function materialOf({ kty, crv, x, y, n, e }) {
    const given = Object.entries({ crv, x, y, n, e }).filter(([, value]) => value !== undefined);
    return { kty, ...Object.fromEntries(given) };
}
/** Whether it is a key that nobody computes the private part of; a point that is not on its curve is none. */
export function isStrong(key) {
    if (!['x', 'y', 'n', 'e'].every((name) => key[name] === undefined || isBase64url(key[name])))
        return false;
    try {
        const { asymmetricKeyDetails } = createPublicKey({ key: key, format: 'jwk' });
        const { modulusLength: bits = 0, publicExponent: exponent = 0n } = asymmetricKeyDetails ?? {};
        if (key['kty'] === 'RSA')
            return bits >= RSA_BITS.least && bits <= RSA_BITS.most && isExponent(exponent);
        return isPoint(key);
    }
    catch {
        return false;
    }
}
/** In its one spelling: platforms read others too, and one key would have several thumbprints. */
function isBase64url(value) {
    return typeof value === 'string' && Buffer.from(value, 'base64url').toString('base64url') === value;
}
/** With 1 whatever is signed is its own signature; a large one makes each signature costly to check. */
function isExponent(exponent) {
    return exponent >= 3n && exponent % 2n === 1n && exponent < 1n << 64n;
}
function isPoint({ crv, x, y }) {
    const octets = typeof crv === 'string' ? CURVES[crv] : undefined;
    const coordinate = (value) => typeof value === 'string' && Buffer.from(value, 'base64url').length === octets;
    if (crv !== 'Ed25519')
        return coordinate(x) && coordinate(y);
    return coordinate(x) && !isOfSmallOrder(Buffer.from(x, 'base64url'));
}
/**
 * Points of Ed25519 for which anybody can sign: those of order 1, 2, 4 and 8 (RFC 8032 §5.1, §8.8), in every spelling, by
 * their y coordinate.
 */
const SMALL_ORDER = new Set([
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0100000000000000000000000000000000000000000000000000000000000000',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);
function isOfSmallOrder(point) {
    const y = Buffer.from(point);
    y[31] = y.readUInt8(31) & 0x7f;
    return SMALL_ORDER.has(y.toString('hex'));
}
//# sourceMappingURL=public-key-set.js.map