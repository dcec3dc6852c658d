var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { TLSSocket } from 'node:tls';
import { readCertificateHeader } from '../kernel/certificate-header.js';
import { isTrusted } from '../kernel/certificate-trust.js';
import { Log } from '../kernel/log.js';
import { OAuthError } from '../kernel/oauth-error.js';
import { PresentedCertificate } from '../kernel/presented-certificate.js';
import { Problem } from '../kernel/problem.js';
import { Settings } from '../settings/settings.js';
import { shapeFor } from './error-answer.js';
import { PublicBases } from './public-bases.js';
/** What a trusted proxy told of a client's certificate is not one certificate. */
export class UnreadableCertificate extends Error {
}
/** The certificate of a client, from the one of two places where it can be believed. */
let ClientCertificates = class ClientCertificates {
    bases;
    settings;
    /** Of each connection to our own listener; a connection has one handshake. */
    proven = new WeakMap();
    /** By the whole text of a header, least recently seen forgotten first; what a text says never changes. */
    told = new LRUCache({ max: 500 });
    constructor(bases, settings) {
        this.bases = bases;
        this.settings = settings;
    }
    /**
     * The certificate whose key the client of this request holds: shown in the handshake with our own listener, or told by
     * a TLS terminator among the trusted proxies. Null when there is none; whether it is good for anything is not asked.
     * @throws UnreadableCertificate which every route has refused before it runs
     */
    of(request) {
        const header = this.settings.CLIENT_CERT_HEADER;
        const told = header === undefined ? [] : this.bases.toldByProxy(request, header);
        if (!(request.socket instanceof TLSSocket))
            return this.readHeader(told);
        // Behind a proxy that passes TLS through, the header is the client's own words.
        if (told.length > 0)
            throw new UnreadableCertificate('the listener for client certificates takes no header');
        return this.shown(request.socket);
    }
    /** Whether an authority in `MTLS_CA_FILE` issued it for TLS clients. @param now milliseconds since 1970 */
    isTrusted(certificate, now) {
        return isTrusted(certificate, this.settings.MTLS_CA_FILE, now);
    }
    shown(socket) {
        let certificate = this.proven.get(socket);
        if (certificate === undefined) {
            const shown = socket.getPeerX509Certificate();
            certificate = shown === undefined ? null : new PresentedCertificate(shown);
            this.proven.set(socket, certificate);
        }
        return certificate;
    }
    readHeader(told) {
        const [text, ...more] = told;
        if (text === undefined)
            return null;
        if (more.length > 0)
            throw new UnreadableCertificate('it came twice');
        const known = this.told.get(text);
        if (known !== undefined)
            return known;
        const certificate = readCertificateHeader(text);
        if (certificate === null)
            throw new UnreadableCertificate('it could not be read');
        this.told.set(text, certificate);
        return certificate;
    }
};
ClientCertificates = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [PublicBases,
        Settings])
], ClientCertificates);
export { ClientCertificates };
/** Refuses a request about whose certificate a terminator tells what cannot be read: it is not one without. */
let ClientCertificateGuard = class ClientCertificateGuard {
    certificates;
    log;
    constructor(certificates, log) {
        this.certificates = certificates;
        this.log = log;
    }
    canActivate(context) {
        const request = context.switchToHttp().getRequest();
        try {
            this.certificates.of(request);
            return true;
        }
        catch (error) {
            if (!(error instanceof UnreadableCertificate))
                throw error;
            this.log.warn('certificate.unreadable', { why: error.message, path: request.path });
            const text = `A proxy told of a client certificate, but ${error.message}.`;
            throw shapeFor(request) === 'oauth' ? new OAuthError('invalid_request', text) : new Problem(400, text);
        }
    }
};
ClientCertificateGuard = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ClientCertificates,
        Log])
], ClientCertificateGuard);
export { ClientCertificateGuard };
//# sourceMappingURL=client-certificates.js.map