import { createPrivateKey, X509Certificate } from 'node:crypto';
import { PresentedCertificate } from '../kernel/presented-certificate.js';
import { certificates } from './certificate-file.js';
import { integer, publicUrl, readBounded } from './readers.js';
const LARGEST_KEY = 64 * 1024;
/** Headers that mean something else to Gatehouse or to an upstream. */
const TAKEN = /^(?:(?:mcp|a2a|content|access-control|sec|proxy|if)-.*|x-forwarded-(?:for|host|proto)|x-request-id|accept.*|authorization|connection|cookie|dpop|expect|forwarded|host|last-event-id|origin|referer|te|trace(?:parent|state)|transfer-encoding|upgrade|user-agent|via)$/;
/** Port of the listener that asks for client certificates; empty or 0 means that there is none. */
export function certificatePort(text, others) {
    const port = text === '' ? 0 : integer(0, 65535)(text);
    if (port !== 0 && port === others['PORT'])
        throw new Error('must be another one than PORT');
    return port === 0 ? undefined : port;
}
/** A file that the listener needs, and nothing else does. @throws Error when there is one without the other */
export function listenerFile(read) {
    return (file, others) => {
        if (!('MTLS_PORT' in others))
            return undefined;
        const listens = others['MTLS_PORT'] !== undefined;
        if (file === '' && listens)
            throw new Error('is needed with MTLS_PORT');
        if (file !== '' && !listens)
            throw new Error('is of no use without MTLS_PORT');
        return file === '' ? undefined : read(file, others);
    };
}
/** The private key of the certificate in `MTLS_CERT_FILE`. */
export function privateKey(file, others) {
    const text = readBounded(file, LARGEST_KEY).toString('utf8');
    const chain = others['MTLS_CERT_FILE'];
    const key = parsedKey(text);
    if (typeof chain === 'string' && !new X509Certificate(chain).checkPrivateKey(key)) {
        throw new Error('the key does not belong to the certificate in MTLS_CERT_FILE');
    }
    return text;
}
/** Certificates of the authorities that issue client certificates. */
export function authorities(file, others) {
    if (file === '')
        return [];
    needsSource(others);
    return certificates(file)
        .split(/(?<=-----END CERTIFICATE-----\n)/)
        .map((text) => {
        const certificate = new PresentedCertificate(new X509Certificate(text));
        if (certificate.details?.isAuthority !== true)
            throw new Error('the file has a certificate that is no authority’s');
        return certificate;
    });
}
/** Name of the header in which a TLS terminator tells the client’s certificate, in lower case. */
export function certificateHeader(text, others) {
    if (text === '')
        return undefined;
    const name = text.toLowerCase();
    // A name with an underscore is what some servers read for one with a hyphen: not one that tells who somebody is.
    if (!/^[a-z][a-z0-9-]{0,63}$/.test(name) || TAKEN.test(name))
        throw new Error('must be a header of its own');
    const proxies = others['TRUSTED_PROXIES'];
    if (proxies?.length === 0)
        throw new Error('needs TRUSTED_PROXIES: nobody else is believed');
    return name;
}
/** The origin by which clients with certificates reach Gatehouse. */
export function certificateUrl(text, others) {
    const port = others['MTLS_PORT'];
    if (text !== '') {
        needsSource(others);
        if (!text.startsWith('https:'))
            throw new Error('must be https');
        return publicUrl(text);
    }
    const issuer = others['PUBLIC_URL'];
    if (port === undefined || issuer === undefined)
        return undefined;
    return publicUrl(new URL(`https://${new URL(issuer).hostname}:${port}`).origin);
}
function needsSource(others) {
    const sources = ['MTLS_PORT', 'CLIENT_CERT_HEADER'];
    if (sources.every((name) => name in others && others[name] === undefined)) {
        throw new Error('is of no use without MTLS_PORT or CLIENT_CERT_HEADER');
    }
}
function parsedKey(text) {
    try {
        return createPrivateKey(text);
    }
    catch {
        throw new Error('the file has no PEM private key without a passphrase');
    }
}
//# sourceMappingURL=client-certificate-readers.js.map