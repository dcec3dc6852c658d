import { Injectable } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { TrustedProxies } from '../kernel/trusted-proxies.js';
import { Settings } from '../settings/settings.js';

/** One way in for addresses: who calls, and which of our names was dialled (architecture rule 5). */
@Injectable()
export class PublicBases {
  private readonly proxies: TrustedProxies;
  private readonly byHost: ReadonlyMap<string, string>;

  constructor(private readonly settings: Settings) {
    this.proxies = new TrustedProxies(settings.TRUSTED_PROXIES);
    this.byHost = new Map(settings.publicBases.flatMap((base) => hostsOf(base).map((host) => [host, base])));
  }

  /** The base that was dialled if it is one of ours, else the issuer; a foreign `Host` never appears in an answer. */
  dialled(request: IncomingMessage): string {
    const peer = request.socket.remoteAddress ?? '';
    const forwarded = this.proxies.forwardedHost(peer, single(request.headers['x-forwarded-host']));
    const host = (forwarded ?? request.headers.host ?? '').toLowerCase();
    return this.byHost.get(host) ?? this.settings.PUBLIC_URL;
  }

  /** The client's address. */
  address(request: IncomingMessage): string {
    return this.proxies.clientAddress(request.socket.remoteAddress ?? '', single(request.headers['x-forwarded-for']));
  }

  /** Every value of a header that only a trusted proxy may set; from anybody else it is as if it were not there. */
  toldByProxy(request: IncomingMessage, name: string): readonly string[] {
    if (request.headers[name] === undefined || !this.proxies.trusts(request.socket.remoteAddress ?? '')) return [];
    return request.headersDistinct[name] ?? [];
  }
}

/** The host as a client may write it: with the scheme's default port, or without. */
function hostsOf(base: string): string[] {
  const { host, hostname, port, protocol } = new URL(base);
  return port === '' ? [host, `${hostname}:${protocol === 'https:' ? 443 : 80}`] : [host];
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(',') : header;
}
