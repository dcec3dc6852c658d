import { beforeAll, describe, expect, it } from 'vitest';
import { selfSigned, type TestCertificate } from '../../test/support/certificates.js';
import { readCertificateHeader } from './certificate-header.js';

let one: TestCertificate;
let other: TestCertificate;
beforeAll(async () => {
  [one, other] = [await selfSigned(), await selfSigned()];
});

describe('a certificate as a TLS terminator writes it', () => {
  it.each<[string, () => string]>([
    ['a byte sequence (RFC 9440)', () => one.byteSequence],
    ['PEM in percent-encoding, as nginx has it', () => one.escapedPem],
    ['with characters as they are that a URL may have', () => encodeURI(one.cert)],
    ['with line breaks of Windows', () => encodeURIComponent(one.cert.replaceAll('\n', '\r\n'))],
  ])('%s', (_, text) => expect(readCertificateHeader(text())?.thumbprint).toBe(one.presented.thumbprint));

  it.each<[string, () => string]>([
    ['nothing', () => ''],
    ['a dash', () => '-'],
    ['(null)', () => '(null)'],
    ['an empty byte sequence', () => '::'],
    ['bare base64', () => one.byteSequence.slice(1, -1)],
    ['a byte sequence that does not end', () => one.byteSequence.slice(0, -1)],
    ['a byte sequence with parameters', () => `${one.byteSequence};a=1`],
    ['two byte sequences', () => `${one.byteSequence}, ${other.byteSequence}`],
    ['base64url', () => one.byteSequence.replaceAll('+', '-').replaceAll('/', '_').replace(/A/, '-')],
    ['base64 with something behind', () => `${one.byteSequence.slice(0, -1)}AAAA:`],
    ['base64 without its padding', () => `:${Buffer.from('ab').toString('base64').replace('=', '')}:`],
    ['no certificate', () => `:${Buffer.from('no certificate').toString('base64')}:`],
    ['two PEM certificates', () => encodeURIComponent(`${one.cert}\n${other.cert}`)],
    ['PEM after words', () => encodeURIComponent(`Subject: x\n${one.cert}`)],
    ['PEM of another kind', () => encodeURIComponent(one.cert.replaceAll('CERTIFICATE', 'TRUSTED CERTIFICATE'))],
    ['PEM with headers', () => encodeURIComponent(one.cert.replace('-----\n', '-----\nProc-Type: 4\n\n'))],
    ['PEM with spaces for line breaks', () => one.cert.replaceAll('\n', ' ')],
    ['PEM with plus for spaces', () => encodeURIComponent(one.cert).replaceAll('%20', '+')],
    ['half an escape', () => `${one.escapedPem}%2`],
    ['a private key', () => encodeURIComponent(one.key)],
    ['what Envoy writes of its own', () => `Hash=00;Cert="${one.escapedPem}"`],
  ])('%s is none', (_, text) => expect(readCertificateHeader(text())).toBeNull());
});
