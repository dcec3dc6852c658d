import { Injectable } from '@nestjs/common';
import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls, createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { Settings } from '../settings/settings.js';
import { DocumentAddressRule } from './address-rule.js';
import { NotAdmitted } from './bounded-exchange.js';
import { checkedLookup } from './checked-lookup.js';
import { FetchRefused } from './fetch-refused.js';
import { HostNames } from './host-names.js';

/** Milliseconds for all of it. */
const LONGEST = 10_000;

/** Where to send a stream of bytes. */
export interface StreamPlace {
  readonly tls: boolean;
  readonly host: string;
  readonly port: number;
}

/**
 * Sends bytes to a host that an administrator named, and waits until it has taken them: over TLS to addresses that
 * documents may come from, without TLS only to those that OUTBOUND_NETWORKS lists and the public internet does not have.
 */
@Injectable()
export class GuardedStream {
  private readonly rule: DocumentAddressRule;
  private readonly publicAlone = new DocumentAddressRule([]);
  private readonly trusted?: SecureContext;

  constructor(
    settings: Settings,
    private readonly names: HostNames,
  ) {
    this.rule = new DocumentAddressRule(settings.OUTBOUND_NETWORKS);
    const authorities = settings.OUTBOUND_CA_FILE;
    if (authorities !== undefined) this.trusted = createSecureContext({ ca: [...rootCertificates, authorities] });
  }

  /**
   * On a connection of its own, which we end first: that the other side ends it then in order says that it has read all of
   * it. Nothing else would, where a protocol has no answers.
   * @throws FetchRefused
   */
  async send(place: StreamPlace, bytes: Buffer): Promise<void> {
    const { host, port, tls } = place;
    const refuses = (address: string): string | null => this.refuses(address, tls);
    const fault = isIP(host) === 0 ? null : refuses(host);
    const address = `${tls ? 'tls' : 'tcp'}://${host}:${port}`;
    if (fault !== null) throw new FetchRefused(address, fault);
    const lookup = checkedLookup(refuses, (reason) => new NotAdmitted(reason), this.names.resolve);
    try {
      await taken(this.open(place, lookup), bytes);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const reason = error instanceof NotAdmitted || code === undefined ? (error as Error).message : code;
      throw new FetchRefused(address, reason);
    }
  }

  private open({ host, port, tls }: StreamPlace, lookup: LookupFunction): Socket {
    const plain = connectTcp({ host, port, lookup, allowHalfOpen: true });
    if (!tls) return plain;
    const servername = isIP(host) === 0 ? { servername: host } : {};
    const trusted = this.trusted === undefined ? {} : { secureContext: this.trusted };
    // The host is what a certificate without a server name is compared with.
    const secure = connectTls({ socket: plain, host, minVersion: 'TLSv1.2', ...servername, ...trusted });
    plain.on('error', (error) => secure.destroy(error));
    return secure;
  }

  private refuses(address: string, tls: boolean): string | null {
    const fault = this.rule.refuses(address);
    if (fault !== null || tls) return fault;
    return this.publicAlone.refuses(address) === null
      ? `${address} is of the public internet, and it is not TLS`
      : null;
  }
}

function taken(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => socket.destroy(new Error(`it took longer than ${LONGEST / 1000} s`)), LONGEST);
    let written = false;
    let ended = false;
    socket.on('error', reject);
    socket.on('finish', () => (written = true));
    socket.on('end', () => (ended = true));
    socket.on('close', () => {
      clearTimeout(timer);
      if (written && ended) resolve();
      else reject(new Error('the connection ended before everything was taken'));
    });
    // What it says is not for us; unread it would never end.
    socket.resume();
    socket.end(bytes);
    socket.on('end', () => {
      if (!written) socket.destroy();
    });
  });
}
