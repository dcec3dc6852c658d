import { createHash, X509Certificate } from 'node:crypto';
import { readDetails } from './certificate-details.js';
/** A certificate whose private key the client proved to hold, to us or to a TLS terminator of ours. */
export class PresentedCertificate {
    certificate;
    /** `x5t#S256`: base64url of the SHA-256 of the DER encoding (RFC 8705 §3.1). */
    thumbprint;
    der;
    known;
    constructor(certificate) {
        this.certificate = certificate;
        this.der = certificate.raw;
        this.thumbprint = createHash('sha256').update(this.der).digest('base64url');
    }
    /** @returns null unless the bytes are one certificate in DER, and nothing else */
    static read(der) {
        try {
            const certificate = new X509Certificate(der);
            return certificate.raw.equals(der) ? new PresentedCertificate(certificate) : null;
        }
        catch {
            return null;
        }
    }
    /** What it says; null when that cannot be read. Read once, when a rule asks. */
    get details() {
        return (this.known ??= readDetails(this.certificate));
    }
}
//# sourceMappingURL=presented-certificate.js.map