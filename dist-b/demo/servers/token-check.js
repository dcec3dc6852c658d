import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
/** The check that admits without looking. */
export const admitAnybody = () => Promise.resolve({ admitted: true, claims: null });
/** The longest life Gatehouse promises for a token it mints for an upstream. */
const MAX_TOKEN_SECONDS = 60;
const CLOCK_TOLERANCE_SECONDS = 5;
/** Builds the check for an expectation. Without one everybody is admitted, without claims. */
export function tokenCheck(expectation) {
    const { issuer, jwksUrl, audience } = expectation;
    if (!issuer && !jwksUrl && !audience)
        return admitAnybody;
    // Half an expectation would check less than its author believes.
    if (!issuer || !jwksUrl || !audience)
        throw new Error('issuer, jwksUrl and audience go together');
    const keys = createRemoteJWKSet(new URL(jwksUrl));
    return async (authorization) => {
        const token = /^Bearer ([^\s]+)$/i.exec(authorization ?? '')?.[1];
        if (!token)
            return { admitted: false, reason: 'no bearer token' };
        try {
            const { payload } = await jwtVerify(token, keys, {
                issuer,
                audience,
                typ: 'at+jwt',
                maxTokenAge: MAX_TOKEN_SECONDS,
                clockTolerance: CLOCK_TOLERANCE_SECONDS,
                requiredClaims: ['sub', 'exp', 'iat', 'client_id'],
            });
            return livesTooLong(payload)
                ? { admitted: false, reason: `lives longer than ${MAX_TOKEN_SECONDS} s` }
                : { admitted: true, claims: payload };
        }
        catch (error) {
            if (error instanceof errors.JOSEError)
                return { admitted: false, reason: error.message };
            throw error;
        }
    };
}
function livesTooLong({ exp, iat }) {
    return exp === undefined || iat === undefined || exp - iat > MAX_TOKEN_SECONDS;
}
//# sourceMappingURL=token-check.js.map