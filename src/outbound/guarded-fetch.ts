import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { createSecureContext, rootCertificates } from 'node:tls';
import { buildConnector, Client, type Dispatcher, errors } from 'undici';
import { Log } from '../kernel/log.js';
import { type JsonValue, parseStrictJson, StrictJsonError } from '../kernel/strict-json.js';
import { Settings } from '../settings/settings.js';
import { DocumentAddressRule } from './address-rule.js';
import { checkedLookup } from './checked-lookup.js';
import { FetchRefused, shown } from './fetch-refused.js';
import { HostNames } from './host-names.js';
import { Lanes } from './lanes.js';
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
}

/** What came; any status but a redirection. */
export interface Fetched {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
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
  async get(url: string | URL, { accept = '*/*', largest = LARGEST }: Wanted = {}): Promise<Fetched> {
    const target = this.admitted(url);
    const deadline = AbortSignal.timeout(LONGEST);
    try {
      return await this.lanes.run(target, deadline, () => this.exchange(target, { accept, largest }, deadline));
    } catch (error) {
      throw refusalFor(target, error);
    }
  }

  /**
   * A JSON document: status 200, a JSON media type, and a text that {@link parseStrictJson} reads.
   * @throws FetchRefused for anything else
   */
  async json(url: string | URL, { accept = 'application/json', largest }: Wanted = {}): Promise<JsonValue> {
    const target = this.admitted(url);
    const { status, headers, body } = await this.get(target, { accept, ...(largest !== undefined && { largest }) });
    if (status !== 200) throw new FetchRefused(shown(target), `the answer was ${status}`);
    if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(headers['content-type'] ?? '')) {
      throw new FetchRefused(shown(target), 'the answer’s content type is not JSON');
    }
    try {
      return parseStrictJson(body);
    } catch (error) {
      if (!(error instanceof StrictJsonError)) throw error;
      throw new FetchRefused(shown(target), `the answer is not JSON: ${error.reason}`);
    }
  }

  private admitted(url: string | URL): URL {
    const target = parsedUrl(String(url));
    if (target === null) throw new FetchRefused('An address', 'it is not a URL');
    if (target.protocol !== 'https:') throw new FetchRefused(shown(target), 'it is not https');
    if (target.username !== '' || target.password !== '') throw new FetchRefused(shown(target), 'it names a user');
    // An address is never looked up, so that it must be checked here; every spelling of it was made one by the URL.
    const host = target.hostname.replace(/^\[|\]$/g, '');
    const fault = isIP(host) === 0 ? null : this.rule.refuses(host);
    if (fault !== null) throw new FetchRefused(shown(target), fault);
    return target;
  }

  private async exchange(target: URL, { accept, largest }: Required<Wanted>, signal: AbortSignal): Promise<Fetched> {
    // A connection of its own: nothing of one document's host is left for the next one's.
    const client = new Client(target.origin, { connect: this.connect });
    try {
      const { statusCode, headers, body } = await client.request({
        path: target.pathname + target.search,
        method: 'GET',
        headers: { accept, 'accept-encoding': 'identity', 'user-agent': 'Gatehouse' },
        signal,
        reset: true,
      });
      // A body that is left unread ends with an error, which is nobody's.
      body.on('error', () => undefined);
      const fault = headFault(statusCode, headers, largest);
      if (fault !== null) throw new FetchRefused(shown(target), fault);
      return { status: statusCode, headers, body: await bounded(target, body, largest) };
    } finally {
      void client.destroy();
    }
  }
}

/** What the lookup says of a name that leads nowhere we go. */
class NotAdmitted extends Error {}

function headFault(status: number, headers: IncomingHttpHeaders, largest: number): string | null {
  if (status >= 300 && status < 400) return `the answer was ${status}, and redirections are not followed`;
  // What we asked not to be compressed could be a small bomb.
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') return 'the answer is encoded';
  return Number(headers['content-length'] ?? 0) > largest ? tooLarge(largest) : null;
}

async function bounded(target: URL, body: Dispatcher.ResponseData['body'], largest: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largest) throw new FetchRefused(shown(target), tooLarge(largest));
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(largest: number): string {
  return `the answer is larger than ${largest} bytes`;
}

/** Errors of the way there become refusals with their code, which tells an administrator what to look for. */
function refusalFor(target: URL, error: unknown): unknown {
  if (error instanceof NotAdmitted) return new FetchRefused(shown(target), error.message);
  if (!(error instanceof Error) || error instanceof FetchRefused) return error;
  if (error.name === 'TimeoutError') return new FetchRefused(shown(target), `it took longer than ${LONGEST / 1000} s`);
  // What is no HTTP is quoted in the parser's error, so that no error is handed on as a cause.
  const code = error instanceof errors.HTTPParserError ? 'no HTTP' : (error as NodeJS.ErrnoException).code;
  // A mistake of ours has no code.
  if (typeof code !== 'string') return error;
  return new FetchRefused(shown(target), `the host could not be asked (${code})`);
}
