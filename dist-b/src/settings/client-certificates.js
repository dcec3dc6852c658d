import { certificates } from './certificate-file.js';
import { authorities, certificateHeader, certificatePort, certificateUrl, listenerFile, privateKey, } from './client-certificate-readers.js';
import { row } from './definition.js';
/** How clients show certificates; a part of the table of settings. */
export const clientCertificates = {
    MTLS_PORT: row('Port of a second listener, for https with client certificates (RFC 8705). Empty or 0: none.', '', certificatePort),
    MTLS_CERT_FILE: row('PEM file of the certificate of that listener, and of its chain.', '', listenerFile(certificates)),
    MTLS_KEY_FILE: row('PEM file of the private key of that certificate.', '', listenerFile(privateKey)),
    CLIENT_CERT_HEADER: row('Header in which a TLS terminator among `TRUSTED_PROXIES` hands over the client’s certificate, such as `Client-Cert`. Empty: none.', '', certificateHeader),
    MTLS_CA_FILE: row('PEM file of the authorities that issue client certificates directly, for `tls_client_auth`. Empty: none is trusted.', '', authorities),
    MTLS_PUBLIC_URL: row('URL by which clients with certificates reach Gatehouse. Empty: `https://<host of PUBLIC_URL>:MTLS_PORT`.', '', certificateUrl),
};
//# sourceMappingURL=client-certificates.js.map