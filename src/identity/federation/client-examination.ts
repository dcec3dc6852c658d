import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { grants } from '../../kernel/scope-set.js';
import { ClientDirectory, type RegisteredClient } from '../clients/client.directory.js';
import { ASSERTION, EXCHANGE } from '../clients/client.rules.js';
import type { IssuerUse } from './trusted-issuer.entity.js';
import type { Step } from './trusted-issuers.js';

/** A client as the doctor found it. */
export interface ExaminedClient {
  readonly client: RegisteredClient | null;
  readonly steps: readonly Step[];
}

/** Looks at what would come after a token: may this client act, and is it registered for this way? */
@Injectable()
export class ClientExamination {
  constructor(
    private readonly clients: ClientDirectory,
    private readonly clock: Clock,
  ) {}

  async examine(clientId: string, use: IssuerUse): Promise<ExaminedClient> {
    const client = await this.clients.find(clientId);
    if (client === null) return { client, steps: [{ check: 'client', ok: false, detail: 'there is no such client' }] };
    const fault = this.fault(client);
    const steps = [{ check: 'client', ok: fault === null, detail: fault ?? 'is active' }, registration(client, use)];
    return { client, steps };
  }

  private fault({ status, expiresAt, owner }: RegisteredClient): string | null {
    if (status !== 'active') return 'is not active';
    if (expiresAt !== null && expiresAt.getTime() <= this.clock.now()) return 'has expired';
    return owner?.status === 'active' ? null : 'has no active owner';
  }
}

function registration({ authMethod, grantTypes }: RegisteredClient, use: IssuerUse): Step {
  const grant = use === 'subject_token' ? EXCHANGE : ASSERTION;
  const ways = [
    ...(grantTypes.includes(grant) ? [`the grant type ${grant}`] : []),
    ...(use === 'workload' && authMethod === 'workload_identity' ? ['authentication by workload_identity'] : []),
  ];
  const lacking = `needs the grant type ${grant}${use === 'workload' ? ', or workload_identity for authentication' : ''}`;
  return { check: 'registration', ok: ways.length > 0, detail: ways.length > 0 ? ways.join(', ') : lacking };
}

/**
 * What of a scope is left that the client may have.
 * @param most null for all of the client's
 */
export function scopeStep(most: readonly string[] | null, client: RegisteredClient | null, of: string): Step {
  const left = (most ?? client?.scope ?? []).filter((name) => client === null || grants(client.scope, name));
  const detail = left.length > 0 ? `${of}: at most ${left.join(' ')}` : `${of}: nothing that the client may have`;
  return { check: 'scope', ok: left.length > 0, detail };
}
