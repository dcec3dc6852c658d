import { sign } from 'node:crypto';
/** One opened key of the ring. Its KeyObjects are made once: parsing a key costs more than a signature. */
export class SigningPair {
    kid;
    algorithm;
    privateKey;
    jwk;
    verification;
    /** The encoded header for each `typ`; the types are ours and few. */
    headers = new Map();
    constructor(kid, algorithm, privateKey, 
    /** Public members alone. */
    jwk, publicKey) {
        this.kid = kid;
        this.algorithm = algorithm;
        this.privateKey = privateKey;
        this.jwk = jwk;
        this.verification = { kid, algorithm, key: publicKey };
    }
    /** A JWT in compact form. RS256 is signed off the main thread, because it takes twenty times as long. */
    sign(typ, claims) {
        const input = `${this.header(typ)}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
        const bytes = Buffer.from(input, 'latin1');
        if (this.algorithm === 'RS256')
            return this.signInThread(input, bytes);
        // JWS wants R ‖ S for ECDSA, not DER (RFC 7518 §3.4); Ed25519 hashes for itself (RFC 8037 §3.1).
        const signature = this.algorithm === 'ES256'
            ? sign('sha256', bytes, { key: this.privateKey, dsaEncoding: 'ieee-p1363' })
            : sign(null, bytes, this.privateKey);
        return `${input}.${signature.toString('base64url')}`;
    }
    signInThread(input, bytes) {
        return new Promise((resolve, reject) => {
            sign('sha256', bytes, this.privateKey, (error, signature) => {
                if (error)
                    reject(error);
                else
                    resolve(`${input}.${signature.toString('base64url')}`);
            });
        });
    }
    header(typ) {
        let header = this.headers.get(typ);
        if (header === undefined) {
            const plain = JSON.stringify({ alg: this.algorithm, kid: this.kid, typ });
            header = Buffer.from(plain).toString('base64url');
            this.headers.set(typ, header);
        }
        return header;
    }
}
//# sourceMappingURL=signing-pair.js.map