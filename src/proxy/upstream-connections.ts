import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { LookupFunction } from 'node:net';
import { Agent, type Dispatcher } from 'undici';
import { Problem } from '../kernel/problem.js';
import { AddressRule } from '../outbound/address-rule.js';
import { checkedLookup } from '../outbound/checked-lookup.js';
import { Settings } from '../settings/settings.js';
import type { Upstream } from './upstreams/upstream.entity.js';

/** Milliseconds. */
export const CONNECT = 5_000;

/** Connections to upstreams, kept open; each name is resolved and its addresses checked when one is opened. */
@Injectable()
export class UpstreamConnections implements OnApplicationShutdown {
  private readonly agents = new Map<number, Agent>();
  private readonly rule: AddressRule;
  private readonly lookup: LookupFunction;

  constructor(settings: Settings) {
    this.rule = new AddressRule(settings.UPSTREAM_NETWORKS);
    this.lookup = checkedLookup(
      (address) => this.rule.refuses(address),
      () => new Problem(502, 'The address of the server is not admitted.'),
    );
  }

  /** @throws Problem 502 when the URL names an address that is not admitted */
  to(upstream: Upstream): Dispatcher {
    const { hostname } = new URL(upstream.url);
    // An address is never looked up, so that it must be checked here.
    const literal = /^[\d.]+$|^\[/.test(hostname);
    if (literal && this.rule.refuses(hostname) !== null)
      throw new Problem(502, 'The address of the server is not admitted.');
    const timeout = upstream.timeouts.connect ?? CONNECT;
    const agent = this.agents.get(timeout) ?? this.agent(timeout);
    this.agents.set(timeout, agent);
    return agent;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.agents.values()].map((agent) => agent.destroy()));
  }

  private agent(timeout: number): Agent {
    // No limit on connections: a pool's limit would silently limit the streams that can be open.
    // Kept for less than the 5 s after which many servers (Node, uvicorn) close: what is closing loses the next call.
    return new Agent({ connect: { timeout, lookup: this.lookup }, pipelining: 1, keepAliveTimeout: 4_000 });
  }
}
