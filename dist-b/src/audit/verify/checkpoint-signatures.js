import { compactVerify, createLocalJWKSet, errors } from 'jose';
import { CHECKPOINT_TYPE } from '../checkpoints/checkpoint.rules.js';
import { SIGNING_ALGORITHMS } from '../../keys/key-ring.contract.js';
import { Broken, Unreadable } from './broken.js';
import { readClaims } from './checkpoint-claims.js';
/** Header parameters of a checkpoint: any other could ask for what is not done here. */
const HEADER = ['alg', 'kid', 'typ'];
/** Tells whether checkpoints were signed by one of the given keys. */
export class CheckpointSignatures {
    keys;
    /** @throws Unreadable when it is no JWK Set (RFC 7517 §5) */
    constructor(jwks) {
        try {
            this.keys = createLocalJWKSet(jwks);
        }
        catch {
            throw new Unreadable('the keys are no JWK Set');
        }
    }
    /** @throws Broken; Unreadable when the key is none */
    async claims(jws) {
        const { payload, protectedHeader } = await this.verified(jws);
        if (protectedHeader.typ !== CHECKPOINT_TYPE)
            throw new Broken('a token of another type stands for a checkpoint');
        const others = Object.keys(protectedHeader).filter((name) => !HEADER.includes(name));
        if (others.length > 0)
            throw new Broken('a checkpoint has a header that none has');
        return readClaims(Buffer.from(payload).toString());
    }
    async verified(jws) {
        try {
            return await compactVerify(jws, this.keys, { algorithms: [...SIGNING_ALGORITHMS] });
        }
        catch (error) {
            if (error instanceof errors.JWKSNoMatchingKey)
                throw new Broken('a checkpoint is signed by a key that is not given');
            if (error instanceof errors.JOSEError)
                throw new Broken('a checkpoint is not what was signed');
            throw new Unreadable('the key of a checkpoint cannot be read');
        }
    }
}
//# sourceMappingURL=checkpoint-signatures.js.map