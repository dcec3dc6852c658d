import { constants } from 'node:crypto';
// eslint-disable-next-line no-restricted-imports -- it listens; it asks nobody
import { createServer } from 'node:https';
import { Draining } from './draining.js';
/** Forward secrecy and authenticated encryption alone (RFC 9325 §4.2); those of TLS 1.3 all are. */
const CIPHERS = [
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'TLS_AES_128_GCM_SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CHACHA20-POLY1305',
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
].join(':');
/**
 * Opens the listener that asks clients for a certificate, for the same application (RFC 8705 §5).
 * @returns null when there is no `MTLS_PORT`
 */
export async function listenForCertificates(app, settings) {
    if (settings.MTLS_PORT === undefined)
        return null;
    const { options, listener } = app.getHttpAdapter().serverParts();
    const server = createServer({ ...options, ...tlsOptions(settings) }, listener);
    app.get(Draining).watch(server);
    await new Promise((resolve, reject) => {
        const fail = (cause) => reject(new Error(`MTLS_PORT: ${cause.message}`, { cause }));
        server.once('error', fail);
        server.listen(settings.MTLS_PORT, settings.HOST, () => resolve(void server.removeListener('error', fail)));
    });
    return server;
}
function tlsOptions(settings) {
    return {
        cert: settings.MTLS_CERT_FILE,
        key: settings.MTLS_KEY_FILE,
        // Any certificate may be shown, or none: whose it is, and whether it is good, is decided for each client.
        requestCert: true,
        rejectUnauthorized: false,
        minVersion: 'TLSv1.2',
        ciphers: CIPHERS,
        honorCipherOrder: true,
        handshakeTimeout: 10_000,
        // What a connection says of its client is what its own one handshake proved: none is resumed, none is begun anew.
        secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_RENEGOTIATION,
    };
}
//# sourceMappingURL=certificate-listener.js.map