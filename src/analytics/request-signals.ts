import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { IncomingMessage } from 'node:http';
import { contextOf } from '../http/request-context.js';
import { keyedHash } from '../kernel/one-time-secret.js';
import { Secrets } from '../settings/secrets.js';
import { Settings } from '../settings/settings.js';
import { type Origin, Signals } from './analytics.contract.js';
import type { FormRequest } from '../http/form.js';
import { addressKey } from '../kernel/trusted-proxies.js';
import { headerText, knownGrant, preferredLocale, referrerHost, utmOf } from './origin.rules.js';
import { placeOf } from './place.rules.js';
import { NO_USER_AGENT, readUserAgent, type UserAgentFacts } from './user-agent.js';

const HASH_BYTES = 16;

interface KnownAgent extends UserAgentFacts {
  readonly userAgent: string | null;
}

/**
 * Reads signals on the way of every token request. What is derived from a text is always the same, so the caches need no
 * invalidation; they are there because agents send the same few headers over and over.
 */
@Injectable()
export class RequestSignals extends Signals {
  private readonly key: Buffer;
  private readonly raw: boolean;
  private readonly agents = new LRUCache<string, KnownAgent>({ max: 2000 });
  private readonly hashes = new LRUCache<string, string>({ max: 20_000 });
  private readonly read = new WeakMap<IncomingMessage, Origin>();
  private readonly locales = new LRUCache<string, { readonly locale: string | null }>({ max: 1000 });

  constructor(
    secrets: Secrets,
    private readonly settings: Settings,
  ) {
    super();
    this.key = secrets.key('analytics');
    this.raw = settings.ANALYTICS_ORIGIN === 'raw';
  }

  of(request: IncomingMessage): Origin {
    const known = this.read.get(request);
    if (known !== undefined) return known;
    const origin = this.signals(request);
    this.read.set(request, origin);
    return origin;
  }

  addressHash(address: string): string {
    return this.cachedHash('address', address);
  }

  network(address: string): string {
    return this.cachedHash('network', addressKey(address));
  }

  private signals(request: IncomingMessage): Origin {
    const { address } = contextOf(request);
    const { headers } = request;
    const addressHash = this.addressHash(address);
    const fingerprint = headerText(headers['x-fingerprint']);
    return {
      addressHash,
      address: this.raw ? address : addressHash,
      network: this.network(address),
      ...this.agent(headerText(headers['user-agent'])),
      locale: this.locale(headerText(headers['accept-language'])),
      referrer: referrerHost(headerText(headers.referer)),
      fingerprint: fingerprint === null ? null : this.cachedHash('fingerprint', fingerprint),
      utm: utmOf(request.url ?? ''),
      place: placeOf(this.settings.GEOIP_FILE, address),
      grantType: knownGrant((request as FormRequest).form?.all('grant_type').join(' ')),
    };
  }

  private agent(text: string | null): KnownAgent {
    if (text === null) return { ...NO_USER_AGENT, userAgent: null };
    const known = this.agents.get(text);
    if (known !== undefined) return known;
    const agent = { ...readUserAgent(text), userAgent: this.raw ? text : this.hash('user-agent', text) };
    this.agents.set(text, agent);
    return agent;
  }

  private locale(text: string | null): string | null {
    if (text === null) return null;
    const known = this.locales.get(text);
    if (known !== undefined) return known.locale;
    const locale = preferredLocale(text);
    this.locales.set(text, { locale });
    return locale;
  }

  private cachedHash(kind: string, text: string): string {
    const name = `${kind}:${text}`;
    const known = this.hashes.get(name);
    if (known !== undefined) return known;
    const hash = this.hash(kind, text);
    this.hashes.set(name, hash);
    return hash;
  }

  /** The kind goes in, so that a user agent that reads like an address does not hash like one. */
  private hash(kind: string, text: string): string {
    return keyedHash(this.key, `${kind}:${text}`).subarray(0, HASH_BYTES).toString('hex');
  }
}
