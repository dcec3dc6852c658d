import { Injectable } from '@nestjs/common';
import { isIP } from 'node:net';
import { createSecureContext, rootCertificates } from 'node:tls';
import { buildConnector } from 'undici';
import { parsedUrl } from '../kernel/parsed-url.js';
import { Settings } from '../settings/settings.js';
import { EndpointAddressRule, isLoopback } from './address-rule.js';
import { boundedExchange, type Fetched, NotAdmitted, refusalFor } from './bounded-exchange.js';
import { checkedLookup } from './checked-lookup.js';
import { FetchRefused, shown } from './fetch-refused.js';
import { HostNames } from './host-names.js';
import { Lanes } from './lanes.js';

/** Milliseconds for all of it: waiting for room, resolving, connecting, headers and body. */
export const LONGEST_POST = 5_000;
/** Bytes. */
const LARGEST = 64 * 1024;

type Refuses = (address: string) => string | null;

/**
 * Sends a form with a secret to an endpoint that an administrator registered, such as a token endpoint: over https, or over
 * http to this machine alone; to addresses that {@link EndpointAddressRule} admits; nothing followed or kept.
 */
@Injectable()
export class FormPost {
  private readonly secure: Refuses;
  private readonly plain: Refuses;
  private readonly connectors: Readonly<Record<string, buildConnector.connector>>;
  private readonly lanes = new Lanes({ overall: 64, ofOneHost: 16, most: 1_000 });

  constructor(
    settings: Settings,
    private readonly names: HostNames,
  ) {
    const rule = new EndpointAddressRule(settings);
    this.secure = (address) => rule.refuses(address);
    this.plain = (address) => (isLoopback(address) ? rule.refuses(address) : `${address} is not this machine`);
    const authorities = settings.OUTBOUND_CA_FILE;
    const trusted = authorities && createSecureContext({ ca: [...rootCertificates, authorities] });
    this.connectors = {
      'https:': this.connector(this.secure, trusted ? { secureContext: trusted } : {}),
      'http:': this.connector(this.plain, {}),
    };
  }

  /** @throws FetchRefused for anything but a whole answer that is no redirection */
  async send(url: string, form: URLSearchParams, headers: Readonly<Record<string, string>>): Promise<Fetched> {
    const { target, connect } = this.admitted(url);
    const deadline = AbortSignal.timeout(LONGEST_POST);
    const asked = {
      method: 'POST',
      headers: { ...headers, accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
    } as const;
    try {
      return await this.lanes.run(target, deadline, () =>
        boundedExchange(target, asked, { connect, largest: LARGEST, signal: deadline }),
      );
    } catch (error) {
      throw refusalFor(target, error, LONGEST_POST);
    }
  }

  private admitted(url: string): { readonly target: URL; readonly connect: buildConnector.connector } {
    const target = parsedUrl(url);
    if (target === null) throw new FetchRefused('An address', 'it is not a URL');
    const connect = this.connectors[target.protocol];
    if (connect === undefined) throw new FetchRefused(shown(target), 'it is neither https nor http');
    // An address is never looked up, so that it must be checked here.
    const host = target.hostname.replace(/^\[|\]$/g, '');
    const refuses = target.protocol === 'https:' ? this.secure : this.plain;
    const fault = isIP(host) === 0 ? null : refuses(host);
    if (fault !== null) throw new FetchRefused(shown(target), fault);
    return { target, connect };
  }

  private connector(refuses: Refuses, more: buildConnector.BuildOptions): buildConnector.connector {
    return buildConnector({
      lookup: checkedLookup(refuses, (reason) => new NotAdmitted(reason), this.names.resolve),
      timeout: LONGEST_POST,
      // A resumed session would not be asked for its certificate again.
      maxCachedSessions: 0,
      ...more,
    });
  }
}
