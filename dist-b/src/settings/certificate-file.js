import { X509Certificate } from 'node:crypto';
import { readBounded } from './readers.js';
/** A cluster's bundle of authorities has about 150 of them. */
const LARGEST = 1024 * 1024;
const block = /-----BEGIN ([A-Z0-9 ]+)-----[^-]*-----END \1-----/g;
/**
 * Certificates as PEM (RFC 7468 §5), of the file of that name; other text between them, such as their names, is left out.
 * @throws Error unless the file is readable and holds one certificate or more, and nothing else in PEM
 */
export function certificates(file) {
    const blocks = [...readBounded(file, LARGEST).toString('utf8').matchAll(block)];
    if (blocks.length === 0)
        throw new Error('the file holds no certificate in PEM');
    for (const [text, label] of blocks) {
        if (label !== 'CERTIFICATE')
            throw new Error(`the file holds a ${label}; it may hold certificates alone`);
        if (!isCertificate(text))
            throw new Error('the file holds a certificate that cannot be read');
    }
    return blocks.map(([text]) => `${text}\n`).join('');
}
function isCertificate(text) {
    try {
        return new X509Certificate(text).raw.length > 0;
    }
    catch {
        return false;
    }
}
//# sourceMappingURL=certificate-file.js.map