import { PresentedCertificate } from './presented-certificate.js';
/** RFC 9440 §2.1: a byte sequence of RFC 8941, without parameters. */
const BYTE_SEQUENCE = /^:([A-Za-z0-9+/]+={0,2}):$/;
/** One certificate and nothing beside it (RFC 7468 §5). */
const PEM = /^-----BEGIN CERTIFICATE-----\r?\n((?:[A-Za-z0-9+/=]{1,76}\r?\n)+)-----END CERTIFICATE-----\s*$/;
/**
 * Reads a certificate as TLS terminators hand it over: `:base64:` (RFC 9440 §2.2), or PEM in percent-encoding.
 * @returns null for anything else, such as two of them
 */
export function readCertificateHeader(value) {
    const encoded = BYTE_SEQUENCE.exec(value)?.[1] ?? PEM.exec(percentDecoded(value))?.[1]?.replace(/\s/g, '');
    if (encoded === undefined)
        return null;
    const der = Buffer.from(encoded, 'base64');
    // One spelling for each certificate: base64 with bits to spare is somebody's mistake.
    return der.toString('base64') === encoded ? PresentedCertificate.read(der) : null;
}
/** A plus sign stays one: this is a part of a URL, and no form. */
function percentDecoded(value) {
    try {
        return decodeURIComponent(value);
    }
    catch {
        return '';
    }
}
//# sourceMappingURL=certificate-header.js.map