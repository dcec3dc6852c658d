import { Injectable } from '@nestjs/common';
import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { parsedUrl } from '../kernel/parsed-url.js';
import { Settings } from '../settings/settings.js';
import { DocumentAddressRule } from './address-rule.js';
import { FetchRefused, shown } from './fetch-refused.js';
import { HostNames } from './host-names.js';
import { Lanes } from './lanes.js';

/** Milliseconds for the lookup of a name. */
const LONGEST = 3_000;
/** No parser reads it in another way than ours: no blanks, backslashes, users, fragments or letters beyond ASCII. */
const PLAIN = /^https:\/\/([a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?(?:[/?][\x21\x22\x24-\x5b\x5d-\x7e]*)?$/i;

/**
 * Judges URLs that somebody else's server would call for a caller of ours, by the rule for what we fetch ourselves. Nothing
 * is fetched, and the name may mean something else when it is called: it is a vetting, not a guard.
 */
@Injectable()
export class CallbackUrls {
  private readonly rule: DocumentAddressRule;
  private readonly lanes = new Lanes();

  constructor(
    settings: Settings,
    private readonly names: HostNames,
  ) {
    this.rule = new DocumentAddressRule(settings.OUTBOUND_NETWORKS);
  }

  /** @returns why the URL is refused, for logs alone: told to the caller it would map our network; null when it is admitted */
  async fault(text: unknown): Promise<string | null> {
    const url = typeof text === 'string' && text.length <= 2048 ? plainUrl(text) : null;
    if (url === null) return 'it is not a plain https URL';
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) !== 0) return this.rule.refuses(host);
    try {
      const deadline = AbortSignal.timeout(LONGEST);
      const addresses = await this.lanes.run(url, deadline, () => this.addresses(host));
      // One that is refused is enough: nobody knows which of them the agent would dial.
      const faults = addresses.map(({ address }) => this.rule.refuses(address)).filter((fault) => fault !== null);
      return addresses.length === 0 ? `${shown(url)} has no address` : (faults[0] ?? null);
    } catch (error) {
      return faultOf(url, error);
    }
  }

  private addresses(host: string): Promise<LookupAddress[]> {
    return new Promise((resolve, reject) => {
      this.names.resolve(host, { all: true }, (error, addresses) => {
        if (error) reject(error);
        else resolve(addresses);
      });
    });
  }
}

/** A host that a parser would have to make another of, such as `0x7f.1`, is none. */
function plainUrl(text: string): URL | null {
  const [, host, port = ''] = PLAIN.exec(text) ?? [];
  const url = host === undefined ? null : parsedUrl(text);
  if (url === null || host === undefined) return null;
  const written = host.toLowerCase();
  return url.hostname === written && url.port === (port === ':443' ? '' : port.slice(1)) ? url : null;
}

/** What could not be found out is refused; a mistake of ours is none of these. */
function faultOf(url: URL, error: unknown): string {
  if (error instanceof FetchRefused) return error.message;
  const { name, code } = error as NodeJS.ErrnoException;
  if (name === 'TimeoutError' || typeof code === 'string')
    return `${shown(url)} could not be looked up (${code ?? name})`;
  throw error;
}
