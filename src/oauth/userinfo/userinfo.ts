import { Injectable } from '@nestjs/common';
import { ClientDirectory } from '../../identity/clients/client.directory.js';
import type { Caller } from '../../kernel/caller.js';
import { KeyRing } from '../../keys/key-ring.contract.js';
import { Settings } from '../../settings/settings.js';
import { PairwiseNames } from '../tokens/pairwise-names.js';
import { PersonClaims } from './person-claims.js';

/** Makes the answer of the userinfo endpoint. */
@Injectable()
export class Userinfo {
  constructor(
    private readonly persons: PersonClaims,
    private readonly clients: ClientDirectory,
    private readonly names: PairwiseNames,
    private readonly keys: KeyRing,
    private readonly settings: Settings,
  ) {}

  /** @returns claims, or a JWT of them when the client is registered for one (OpenID Connect Core §5.3.2) */
  async about(caller: Caller, userId: string): Promise<Record<string, unknown> | string> {
    const { sub: subject, client_id: clientId } = caller.claims;
    const client = await this.clients.findAsking(clientId);
    // As in the ID token (OpenID Connect Core §5.3.2).
    const sub = subject === userId ? this.names.of(client?.sector ?? null, 'sub', userId) : subject;
    const claims = { ...(await this.persons.ofScope(userId, caller.scopes)), sub };
    const algorithm = client?.userinfoAlg ?? null;
    if (algorithm === null) return claims;
    return this.keys.sign('JWT', { ...claims, iss: this.settings.PUBLIC_URL, aud: clientId }, algorithm);
  }
}
