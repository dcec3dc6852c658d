import { Injectable } from '@nestjs/common';
import { ClientDirectory } from '../../identity/clients/client.directory.js';
import type { Caller } from '../../kernel/caller.js';
import { KeyRing } from '../../keys/key-ring.contract.js';
import { Settings } from '../../settings/settings.js';
import { PersonClaims } from './person-claims.js';

/** Makes the answer of the userinfo endpoint. */
@Injectable()
export class Userinfo {
  constructor(
    private readonly persons: PersonClaims,
    private readonly clients: ClientDirectory,
    private readonly keys: KeyRing,
    private readonly settings: Settings,
  ) {}

  /** @returns claims, or a JWT of them when the client is registered for one (OpenID Connect Core §5.3.2) */
  async about(caller: Caller, userId: string): Promise<Record<string, unknown> | string> {
    const { sub, client_id: clientId } = caller.claims;
    const claims = { ...(await this.persons.ofScope(userId, caller.scopes)), sub };
    const algorithm = (await this.clients.findAsking(clientId))?.userinfoAlg ?? null;
    if (algorithm === null) return claims;
    return this.keys.sign('JWT', { ...claims, iss: this.settings.PUBLIC_URL, aud: clientId }, algorithm);
  }
}
