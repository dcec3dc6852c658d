import { Injectable } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { contextOf } from '../http/request-context.js';
import { keyedHash } from '../kernel/one-time-secret.js';
import { remembered } from '../kernel/remembered.js';
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

const NOBODY: KnownAgent = { ...NO_USER_AGENT, userAgent: null };

/** Reads signals on the way of every token request. Agents send the same few headers over and over. */
@Injectable()
export class RequestSignals extends Signals {
  private readonly key: Buffer;
  private readonly raw: boolean;
  private readonly read = new WeakMap<IncomingMessage, Origin>();
  private readonly agents = remembered(2000, (text) => this.agentOf(text));
  private readonly locales = remembered(1000, preferredLocale);
  /** Of a kind and a text. */
  private readonly hashes = remembered(20_000, (told) => this.hash(told));

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
    return this.hashes(`address:${address}`);
  }

  network(address: string): string {
    return this.hashes(`network:${addressKey(address)}`);
  }

  private signals(request: IncomingMessage): Origin {
    const { address } = contextOf(request);
    const { headers } = request;
    const addressHash = this.addressHash(address);
    const fingerprint = headerText(headers['x-fingerprint']);
    const agent = headerText(headers['user-agent']);
    const locale = headerText(headers['accept-language']);
    return {
      addressHash,
      address: this.raw ? address : addressHash,
      network: this.network(address),
      ...(agent === null ? NOBODY : this.agents(agent)),
      locale: locale === null ? null : this.locales(locale),
      referrer: referrerHost(headerText(headers.referer)),
      fingerprint: fingerprint === null ? null : this.hashes(`fingerprint:${fingerprint}`),
      utm: utmOf(request.url ?? ''),
      place: placeOf(this.settings.GEOIP_FILE, address),
      grantType: knownGrant((request as FormRequest).form?.all('grant_type').join(' ')),
    };
  }

  private agentOf(text: string): KnownAgent {
    return { ...readUserAgent(text), userAgent: this.raw ? text : this.hash(`user-agent:${text}`) };
  }

  /** @param told a text with its kind before it, so that a user agent that reads like an address does not hash like one */
  private hash(told: string): string {
    return keyedHash(this.key, told).subarray(0, HASH_BYTES).toString('hex');
  }
}
