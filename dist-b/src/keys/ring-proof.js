import { createLocalJWKSet, jwtVerify } from 'jose';
import { ALGORITHMS } from './rotation.rules.js';
/** No endpoint accepts this type, so that a proof is of no use to anybody. */
const TYP = 'gatehouse-proof+jwt';
/**
 * Signs with every algorithm and lets another implementation verify it against the JWK Set as served: a start that
 * would issue tokens which nobody can verify is refused.
 * @param now milliseconds since 1970
 * @throws Error naming the algorithm
 */
export async function proveRing(ring, now) {
    const keys = createLocalJWKSet(ring.jwks());
    const iat = Math.floor(now / 1000);
    for (const algorithm of ALGORITHMS) {
        try {
            const token = await ring.sign(TYP, { iss: 'gatehouse-proof', iat, exp: iat + 60 }, algorithm);
            await jwtVerify(token, keys, { algorithms: [algorithm], typ: TYP, currentDate: new Date(now) });
        }
        catch (cause) {
            throw new Error(`The key ring failed its self-test: a token signed with ${algorithm} does not verify.`, {
                cause,
            });
        }
    }
}
//# sourceMappingURL=ring-proof.js.map