import 'reflect-metadata'; // what reads certificates needs it, whoever loads this first
import { BasicConstraintsExtension, ExtendedKeyUsageExtension, KeyUsagesExtension, SubjectAlternativeNameExtension, X509Certificate as ReadCertificate, } from '@peculiar/x509';
import { distinguishedNameOf } from './distinguished-name.js';
/** basicConstraints, keyUsage, extendedKeyUsage and subjectAltName. */
const UNDERSTOOD = new Set(['2.5.29.19', '2.5.29.15', '2.5.29.37', '2.5.29.17']);
const LEAST_RSA_BITS = 2048;
const KEYS = new Set(['prime256v1', 'secp384r1', 'secp521r1', 'ed25519', 'ed448']);
const HASHES = new Set(['SHA-256', 'SHA-384', 'SHA-512']);
/** @returns null when any part of it cannot be read, or one that may stand once stands twice: it is then good for nothing */
export function readDetails(certificate) {
    try {
        const read = new ReadCertificate(certificate.raw);
        const { extensions } = read;
        if (new Set(extensions.map(({ type }) => type)).size !== extensions.length)
            return null;
        const names = read.getExtension(SubjectAlternativeNameExtension)?.names.items ?? [];
        return {
            subject: distinguishedNameOf(read.subjectName),
            alternativeNames: names.map(({ type, value }) => ({ type, value })),
            notBefore: read.notBefore.getTime(),
            notAfter: read.notAfter.getTime(),
            isAuthority: read.getExtension(BasicConstraintsExtension)?.ca ?? false,
            keyUsage: read.getExtension(KeyUsagesExtension)?.usages ?? null,
            purposes: read.getExtension(ExtendedKeyUsageExtension)?.usages.map(String) ?? null,
            hasUnknownCritical: extensions.some(({ critical, type }) => critical && !UNDERSTOOD.has(type)),
            isStrong: isStrongKey(certificate.publicKey) && isStrongSignature(read.signatureAlgorithm),
        };
    }
    catch {
        return null;
    }
}
function isStrongKey({ asymmetricKeyType: type, asymmetricKeyDetails: details }) {
    if (type?.startsWith('rsa'))
        return (details?.modulusLength ?? 0) >= LEAST_RSA_BITS;
    return KEYS.has(details?.namedCurve ?? type ?? '');
}
function isStrongSignature({ name, hash }) {
    return hash === undefined ? /^Ed(25519|448|DSA)$/.test(name) : HASHES.has(hash.name);
}
//# sourceMappingURL=certificate-details.js.map