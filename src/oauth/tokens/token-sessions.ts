import { Injectable } from '@nestjs/common';
import { TokenRefused } from '../../http/access.js';
import { type Liveness, SessionDirectory } from '../../identity/sessions/session.directory.js';
import type { AccessTokenClaims, Caller } from '../../kernel/caller.js';
import { PairwiseNames } from './pairwise-names.js';

/** Finds the session of a token, and with it who calls, by the names that we have for people. */
@Injectable()
export class TokenSessions {
  constructor(
    private readonly sessions: SessionDirectory,
    private readonly names: PairwiseNames,
  ) {}

  /**
   * Liveness is asked of the database on every request: a closed session is refused at once, on every replica.
   * @throws TokenRefused
   */
  async caller(claims: AccessTokenClaims): Promise<Caller> {
    const session = openOf(claims, await this.sessions.findLiveness(claims.sid));
    if (session.clientId !== claims.client_id || !this.isNamed(session, claims.sub)) {
      throw new TokenRefused('The token does not belong to its session.');
    }
    if (!session.clientActive) throw new TokenRefused('The client is not active.');
    if (session.userActive !== true) throw new TokenRefused('The person behind the token is not active.');
    const { source, subject: sub, userId, roles, groups, clientKind, txn, ancestors } = session;
    return {
      source,
      lineage: { txn, ancestors },
      claims: sub === claims.sub ? claims : { ...claims, sub },
      audiences: typeof claims.aud === 'string' ? [claims.aud] : claims.aud,
      scopes: claims.scope.split(' '),
      userId,
      roles: roles ?? [],
      groups: groups ?? [],
      clientKind,
    };
  }

  closed(sids: readonly string[]): Promise<readonly string[]> {
    return this.sessions.findClosed(sids);
  }

  /** The client's token names the person as the client knows them. A client that changed has lost its sessions. */
  private isNamed({ sector, subject, userId }: Liveness, sub: string): boolean {
    return sub === (subject === userId ? this.names.of(sector, 'sub', subject) : subject);
  }
}

/** @throws TokenRefused unless it is open */
function openOf({ client_id }: AccessTokenClaims, session: Liveness | null): Liveness {
  // Before all else: its sessions are closed then, which would tell less.
  if (session?.clientExpired === true && session.clientId === client_id) {
    throw new TokenRefused('The client has expired.');
  }
  if (session?.open !== true) throw new TokenRefused('The session was closed.');
  return session;
}
