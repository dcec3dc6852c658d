import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Settings } from '../../settings/settings.js';
import { type AgentEnds, endFault, withTerms } from './agent.rules.js';
import type { ClientRequest } from './client.request.js';
import type { Client } from './client.entity.js';
import { clientFields } from './client.view.js';

/** On what terms agents act: what for, and until when. */
@Injectable()
export class AgentTerms {
  constructor(
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** The body with what an agent has even when nobody says so. @param before what stood before */
  complete(client: ClientRequest, before: Client | null): ClientRequest {
    return withTerms(client, before && clientFields(before), this.ends());
  }

  /** @returns what is wrong with the end of a client; null when nothing is */
  fault(client: ClientRequest): string | null {
    return endFault(client, this.ends());
  }

  private ends(): AgentEnds {
    const { AGENT_LIFETIME_DAYS: days, AGENT_LONGEST_DAYS: mostDays } = this.settings;
    return { now: this.clock.now(), days, mostDays };
  }
}
