import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Registry } from 'prom-client';
import { bindingOf, type Confirmation } from '../kernel/token-binding.js';
import { Settings } from '../settings/settings.js';

/** What operators count, in a registry of this application's own. No label may take values that a caller chooses. */
@Injectable()
export class Metrics implements OnApplicationShutdown {
  private readonly registry = new Registry();
  private readonly gateCalls: Counter<'binding'>;
  private readonly tokensIssued: Counter<'binding' | 'grant_type'>;

  constructor(settings: Settings) {
    const registers = [this.registry];
    this.gateCalls = new Counter({
      name: 'gatehouse_gate_calls_total',
      help: 'Calls that the gate admitted, by how their token was bound to its holder.',
      labelNames: ['binding'],
      registers,
    });
    this.tokensIssued = new Counter({
      name: 'gatehouse_tokens_issued_total',
      help: 'Access tokens issued, by how they are bound to their holder and by grant.',
      labelNames: ['binding', 'grant_type'],
      registers,
    });
    // They measure for as long as the process runs: not where nobody may read them.
    if (settings.METRICS_TOKEN !== undefined) collectDefaultMetrics({ register: this.registry });
  }

  gateCall(confirmation: Confirmation | undefined): void {
    this.gateCalls.inc({ binding: bindingOf(confirmation) });
  }

  /** @param grantType of a grant's controller, never as it was sent */
  tokenIssued(confirmation: Confirmation | undefined, grantType: string): void {
    this.tokensIssued.inc({ binding: bindingOf(confirmation), grant_type: grantType });
  }

  /** In the text format of Prometheus, and its content type. */
  async exposition(): Promise<{ type: string; text: string }> {
    return { type: this.registry.contentType, text: await this.registry.metrics() };
  }

  onApplicationShutdown(): void {
    this.registry.clear();
  }
}
