import { Injectable } from '@nestjs/common';
import { CallerVerifier } from '../../http/access.js';
import type { Caller } from '../../kernel/caller.js';
import { challengeHeader } from '../../kernel/challenge.js';
import { Problem } from '../../kernel/problem.js';

/** What the guard could not know before the body was read. */
@Injectable()
export class HookAdmission {
  constructor(private readonly verifier: CallerVerifier) {}

  /**
   * @throws Problem 403 when the token is not for this plugin, 401 when it ended while the body came: whoever sends it
   * slowly could go on long after
   */
  async check({ claims }: Caller, pluginId: string): Promise<void> {
    if (claims.plugin_id === undefined) {
      throw new Problem(403, 'The token is for no plugin: ask for one with the parameter plugin_id.');
    }
    if (claims.plugin_id !== pluginId) throw new Problem(403, 'The token is for another plugin.');
    if ((await this.verifier.closed([claims.sid])).length === 0) return;
    const [scheme, detail] = [claims.cnf?.jkt === undefined ? 'Bearer' : 'DPoP', 'The session was closed.'] as const;
    const challenge = { realm: 'gatehouse', error: 'invalid_token', error_description: detail } as const;
    throw new Problem(401, detail, [], { 'www-authenticate': challengeHeader(scheme, challenge) });
  }
}
