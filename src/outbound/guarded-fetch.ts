import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { createSecureContext, rootCertificates } from 'node:tls';
import { buildConnector } from 'undici';
import { Log } from '../kernel/log.js';
import { type JsonValue, parseStrictJson, StrictJsonError } from '../kernel/strict-json.js';
import { Settings } from '../settings/settings.js';
import { DocumentAddressRule } from './address-rule.js';
import { type Asked, boundedExchange, type Fetched, NotAdmitted, refusalFor } from './bounded-exchange.js';
import { checkedLookup } from './checked-lookup.js';
import { FetchRefused, shown } from './fetch-refused.js';
import { HostNames } from './host-names.js';
import { Lanes, OF_STRANGERS } from './lanes.js';
import { parsedUrl } from '../kernel/parsed-url.js';

/** Milliseconds for all of it: waiting for room, resolving, connecting, headers and body. */
const LONGEST = 5_000;
/** Bytes. */
const LARGEST = 256 * 1024;

/** What a document must be like. */
export interface Wanted {
  /** The `Accept` header. */
  readonly accept?: string;
  /** Most bytes of the body; 256 KiB unless told. */
  readonly largest?: number;
  /** Whether anybody at all could have named the URL: such documents wait apart from those that an administrator named. */
  readonly ofStranger?: boolean;
}

/**
 * The one way to a URL that somebody else chose (architecture rule 4): https, addresses of the public internet or
 * OUTBOUND_NETWORKS, nothing followed, kept or sent along, bounded in size, time and number.
 */
@Injectable()
export class GuardedFetch implements OnApplicationBootstrap {
  private readonly rule: DocumentAddressRule;
  private readonly connect: buildConnector.connector;
  private readonly lanes = new Lanes();
  /** Hosts that are told something and do not answer must keep no document from being fetched. */
  private readonly messageLanes = new Lanes();
  /** Nor may what strangers name. */
  private readonly strangersLanes = new Lanes(OF_STRANGERS);

  constructor(
    private readonly settings: Settings,
    private readonly log: Log,
    names: HostNames,
  ) {
    this.rule = new DocumentAddressRule(settings.OUTBOUND_NETWORKS);
    const refuses = (address: string): string | null => this.rule.refuses(address);
    const authorities = settings.OUTBOUND_CA_FILE;
    this.connect = buildConnector({
      lookup: checkedLookup(refuses, (reason) => new NotAdmitted(reason), names.resolve),
      timeout: LONGEST,
      // A resumed session would not be asked for its certificate again.
      maxCachedSessions: 0,
      ...(authorities && { secureContext: createSecureContext({ ca: [...rootCertificates, authorities] }) }),
    });
  }

  onApplicationBootstrap(): void {
    const { OUTBOUND_NETWORKS: networks, OUTBOUND_CA_FILE: authorities } = this.settings;
    if (networks.length === 0 && authorities === undefined) return;
    this.log.info('outbound.admits', { networks, further_authorities: authorities !== undefined });
  }

  /** @throws FetchRefused for anything but a whole answer that is no redirection */
  async get(
    url: string | URL,
    { accept = '*/*', largest = LARGEST, ofStranger = false }: Wanted = {},
  ): Promise<Fetched> {
    const lanes = ofStranger ? this.strangersLanes : this.lanes;
    return this.exchange(this.admitted(url), { method: 'GET', headers: { accept } }, largest, lanes);
  }

  /**
   * The same for a protocol that needs more than a document: a form, or a header that proves who asks.
   * @throws FetchRefused for anything but a whole answer that is no redirection
   */
  async send(url: string | URL, asked: Asked, largest = LARGEST): Promise<Fetched> {
    return this.exchange(this.admitted(url), asked, largest, this.lanes);
  }

  private async exchange(target: URL, asked: Asked, largest: number, lanes: Lanes): Promise<Fetched> {
    const deadline = AbortSignal.timeout(LONGEST);
    try {
      return await lanes.run(target, deadline, () =>
        boundedExchange(target, asked, { connect: this.connect, largest, signal: deadline }),
      );
    } catch (error) {
      throw refusalFor(target, error, LONGEST);
    }
  }

  /**
   * A JSON document: status 200, a JSON media type, and a text that {@link parseStrictJson} reads.
   * @throws FetchRefused for anything else
   */
  async json(url: string | URL, wanted: Wanted = {}): Promise<JsonValue> {
    return (await this.document(url, wanted)).value;
  }

  /** The same with the headers that came with it, which say how long it counts. */
  async document(
    url: string | URL,
    { accept = 'application/json', ...wanted }: Wanted = {},
  ): Promise<{ readonly value: JsonValue; readonly headers: IncomingHttpHeaders }> {
    const target = this.admitted(url);
    const { status, headers, body } = await this.get(target, { accept, ...wanted });
    if (status !== 200) throw new FetchRefused(shown(target), `the answer was ${status}`);
    if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(headers['content-type'] ?? '')) {
      throw new FetchRefused(shown(target), 'the answer’s content type is not JSON');
    }
    try {
      return { value: parseStrictJson(body), headers };
    } catch (error) {
      if (!(error instanceof StrictJsonError)) throw error;
      throw new FetchRefused(shown(target), `the answer is not JSON: ${error.reason}`);
    }
  }

  /**
   * Tells a host something by a form; what is answered beside the status is not read. Http is admitted for this machine
   * itself, where the administrator has listed its addresses.
   * @throws FetchRefused when there is no answer, or one that leads elsewhere
   */
  async tell(url: string | URL, form: Readonly<Record<string, string>>): Promise<number> {
    const headers = { accept: '*/*', 'content-type': 'application/x-www-form-urlencoded' };
    return this.message(this.admitted(url, isOwnMachine), {
      method: 'POST',
      headers,
      body: new URLSearchParams(form).toString(),
    });
  }

  /**
   * The same by a text of whatever kind, over https alone.
   * @throws FetchRefused when there is no answer, or one that leads elsewhere
   */
  async post(url: string | URL, headers: Readonly<Record<string, string>>, body: string): Promise<number> {
    return this.message(this.admitted(url), { method: 'POST', headers, body });
  }

  private async message(target: URL, request: Asked): Promise<number> {
    const signal = AbortSignal.timeout(LONGEST);
    try {
      const { status } = await this.messageLanes.run(target, signal, () =>
        boundedExchange(target, request, { connect: this.connect, largest: null, signal }),
      );
      return status;
    } catch (error) {
      throw refusalFor(target, error, LONGEST);
    }
  }

  /** @param plain whether what is not https may be asked all the same */
  private admitted(url: string | URL, plain: (target: URL) => boolean = () => false): URL {
    const target = parsedUrl(String(url));
    if (target === null) throw new FetchRefused('An address', 'it is not a URL');
    if (target.protocol !== 'https:' && !plain(target)) throw new FetchRefused(shown(target), 'it is not https');
    if (target.username !== '' || target.password !== '') throw new FetchRefused(shown(target), 'it names a user');
    // An address is never looked up, so that it must be checked here; every spelling of it was made one by the URL.
    const host = target.hostname.replace(/^\[|\]$/g, '');
    const fault = isIP(host) === 0 ? null : this.rule.refuses(host);
    if (fault !== null) throw new FetchRefused(shown(target), fault);
    return target;
  }
}

function isOwnMachine({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
