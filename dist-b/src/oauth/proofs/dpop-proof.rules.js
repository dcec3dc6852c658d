import { NotJws, readCompactJws } from '../../kernel/compact-jws.js';
import { keySetFault, materialOf } from '../../kernel/public-key-set.js';
import { DPOP_ALGORITHMS } from '../../kernel/token-binding.js';
import { parsedUrl } from '../../kernel/parsed-url.js';
/** Why a request does not prove what it should (RFC 9449 §5, §7.1, §8). */
export class ProofRefused extends Error {
    code;
    constructor(text, code = 'invalid_dpop_proof') {
        super(text);
        this.code = code;
    }
}
const LONGEST_JTI = 256;
/** The kind of key that each algorithm signs with: `RSA`, or a curve. */
const KEYS = {
    ES256: 'P-256',
    ES384: 'P-384',
    ES512: 'P-521',
    EdDSA: 'Ed25519',
    Ed25519: 'Ed25519',
    PS256: 'RSA',
    PS384: 'RSA',
    PS512: 'RSA',
    RS256: 'RSA',
    RS384: 'RSA',
    RS512: 'RSA',
};
/** Reads a compact JWS as a DPoP proof (RFC 9449 §4.3, points 2 to 6 and 10). @throws ProofRefused */
export function readProof(text) {
    try {
        const { header, claims } = readCompactJws(text, ['jwk']);
        return { ...readHeader(header), ...readClaims(claims) };
    }
    catch (error) {
        if (!(error instanceof NotJws))
            throw error;
        throw new ProofRefused('the proof is not a JWT, or has headers that are not accepted');
    }
}
function readHeader(header) {
    if (header['typ'] !== 'dpop+jwt')
        throw new ProofRefused('the typ of the proof is not dpop+jwt');
    const alg = DPOP_ALGORITHMS.find((one) => one === header['alg']);
    if (alg === undefined)
        throw new ProofRefused(`the alg of the proof is not one of ${DPOP_ALGORITHMS.join(', ')}`);
    const value = header['jwk'];
    const fault = keySetFault({ keys: [value] });
    if (fault !== null)
        throw new ProofRefused(`the jwk of the proof ${fault}`);
    const jwk = value;
    if ((jwk.kty === 'RSA' ? 'RSA' : jwk.crv) !== KEYS[alg] || (jwk.alg !== undefined && jwk.alg !== alg)) {
        throw new ProofRefused('the alg of the proof is not one of its key');
    }
    return { alg, jwk: materialOf(jwk) };
}
function readClaims(claims) {
    const { jti, htm, htu, iat } = claims;
    if (typeof jti !== 'string' || jti === '' || jti.length > LONGEST_JTI) {
        throw new ProofRefused(`the jti of the proof must have 1 to ${LONGEST_JTI} characters`);
    }
    if (typeof htm !== 'string' || typeof htu !== 'string')
        throw new ProofRefused('the proof lacks htm or htu');
    if (typeof iat !== 'number')
        throw new ProofRefused('the proof lacks iat');
    return { jti, htm, htu, iat, ath: text(claims, 'ath'), nonce: text(claims, 'nonce') };
}
function text(claims, name) {
    const value = claims[name];
    if (value === undefined || typeof value === 'string')
        return value;
    throw new ProofRefused(`the ${name} of the proof is not a string`);
}
/**
 * Whether `htu` is a URL of ours: one of the bases and the path that was dialled. Query and fragment do not count; case
 * of scheme and host, default port and the spelling of unreserved characters make no difference (RFC 9449 §4.3).
 */
export function isTarget(htu, bases, path) {
    const url = parsedUrl(htu);
    if (url?.username !== '' || url.password !== '')
        return false;
    return bases.some((base) => new URL(base).origin === url.origin) && normal(url.pathname) === normal(path);
}
/** RFC 3986 §6.2.2.1, §6.2.2.2. */
function normal(path) {
    return path.replace(/%[0-9a-f]{2}/gi, (escape) => {
        const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
        return /[A-Za-z0-9._~-]/.test(character) ? character : escape.toUpperCase();
    });
}
//# sourceMappingURL=dpop-proof.rules.js.map