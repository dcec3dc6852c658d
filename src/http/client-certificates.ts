import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { LRUCache } from 'lru-cache';
import type { IncomingMessage } from 'node:http';
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
export class UnreadableCertificate extends Error {}

/** The certificate of a client, from the one of two places where it can be believed. */
@Injectable()
export class ClientCertificates {
  /** Of each connection to our own listener; a connection has one handshake. */
  private readonly proven = new WeakMap<TLSSocket, PresentedCertificate | null>();
  /** By the whole text of a header, least recently seen forgotten first; what a text says never changes. */
  private readonly told = new LRUCache<string, PresentedCertificate>({ max: 500 });

  constructor(
    private readonly bases: PublicBases,
    private readonly settings: Settings,
  ) {}

  /**
   * The certificate whose key the client of this request holds: shown in the handshake with our own listener, or told by
   * a TLS terminator among the trusted proxies. Null when there is none; whether it is good for anything is not asked.
   * @throws UnreadableCertificate which every route has refused before it runs
   */
  of(request: IncomingMessage): PresentedCertificate | null {
    const header = this.settings.CLIENT_CERT_HEADER;
    const told = header === undefined ? [] : this.bases.toldByProxy(request, header);
    if (!(request.socket instanceof TLSSocket)) return this.readHeader(told);
    // Behind a proxy that passes TLS through, the header is the client's own words.
    if (told.length > 0) throw new UnreadableCertificate('the listener for client certificates takes no header');
    return this.shown(request.socket);
  }

  /** Whether an authority in `MTLS_CA_FILE` issued it for TLS clients. @param now milliseconds since 1970 */
  isTrusted(certificate: PresentedCertificate, now: number): boolean {
    return isTrusted(certificate, this.settings.MTLS_CA_FILE, now);
  }

  private shown(socket: TLSSocket): PresentedCertificate | null {
    let certificate = this.proven.get(socket);
    if (certificate === undefined) {
      const shown = socket.getPeerX509Certificate();
      certificate = shown === undefined ? null : new PresentedCertificate(shown);
      this.proven.set(socket, certificate);
    }
    return certificate;
  }

  private readHeader(told: readonly string[]): PresentedCertificate | null {
    const [text, ...more] = told;
    if (text === undefined) return null;
    if (more.length > 0) throw new UnreadableCertificate('it came twice');
    const known = this.told.get(text);
    if (known !== undefined) return known;
    const certificate = readCertificateHeader(text);
    if (certificate === null) throw new UnreadableCertificate('it could not be read');
    this.told.set(text, certificate);
    return certificate;
  }
}

/** Refuses a request about whose certificate a terminator tells what cannot be read: it is not one without. */
@Injectable()
export class ClientCertificateGuard implements CanActivate {
  constructor(
    private readonly certificates: ClientCertificates,
    private readonly log: Log,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    try {
      this.certificates.of(request);
      return true;
    } catch (error) {
      if (!(error instanceof UnreadableCertificate)) throw error;
      this.log.warn('certificate.unreadable', { why: error.message, path: request.path });
      const text = `A proxy told of a client certificate, but ${error.message}.`;
      throw shapeFor(request) === 'oauth' ? new OAuthError('invalid_request', text) : new Problem(400, text);
    }
  }
}
