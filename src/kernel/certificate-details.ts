import 'reflect-metadata'; // what reads certificates needs it, whoever loads this first
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509Certificate as ReadCertificate,
} from '@peculiar/x509';
import type { KeyObject, X509Certificate } from 'node:crypto';
import { type DistinguishedName, distinguishedNameOf } from './distinguished-name.js';

/** What the rules ask of a certificate (RFC 5280 §4). */
export interface CertificateDetails {
  readonly subject: DistinguishedName | null;
  /** `url` is a URI, `ip` an address as text; kinds of names that no rule asks for are left out. */
  readonly alternativeNames: readonly AlternativeName[];
  /** Milliseconds since 1970; both ends belong to the time. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly isAuthority: boolean;
  /** Bits of keyUsage; null when the certificate does not restrict it. */
  readonly keyUsage: number | null;
  /** OIDs of extendedKeyUsage; null when the certificate does not restrict it. */
  readonly purposes: readonly string[] | null;
  /** Whether it says of something unknown here that it must be understood (RFC 5280 §4.2). */
  readonly hasUnknownCritical: boolean;
  /** Whether nobody computes its private key, nor makes another certificate with the same signature. */
  readonly isStrong: boolean;
}

/** A subject alternative name (RFC 5280 §4.2.1.6). */
export interface AlternativeName {
  readonly type: string;
  readonly value: string;
}

/** basicConstraints, keyUsage, extendedKeyUsage and subjectAltName. */
const UNDERSTOOD = new Set(['2.5.29.19', '2.5.29.15', '2.5.29.37', '2.5.29.17']);
const LEAST_RSA_BITS = 2048;
const KEYS = new Set(['prime256v1', 'secp384r1', 'secp521r1', 'ed25519', 'ed448']);
const HASHES = new Set(['SHA-256', 'SHA-384', 'SHA-512']);

/** @returns null when any part of it cannot be read, or one that may stand once stands twice: it is then good for nothing */
export function readDetails(certificate: X509Certificate): CertificateDetails | null {
  try {
    const read = new ReadCertificate(certificate.raw);
    const { extensions } = read;
    if (new Set(extensions.map(({ type }) => type)).size !== extensions.length) return null;
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
  } catch {
    return null;
  }
}

function isStrongKey({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): boolean {
  if (type?.startsWith('rsa')) return (details?.modulusLength ?? 0) >= LEAST_RSA_BITS;
  return KEYS.has(details?.namedCurve ?? type ?? '');
}

function isStrongSignature({ name, hash }: { name: string; hash?: { name: string } }): boolean {
  return hash === undefined ? /^Ed(25519|448|DSA)$/.test(name) : HASHES.has(hash.name);
}
