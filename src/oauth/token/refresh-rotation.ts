import { Injectable } from '@nestjs/common';
import { Changes } from '../../identity/changes.store.js';
import type { RegisteredClient } from '../../identity/clients/client.directory.js';
import { SessionStore } from '../../identity/sessions/session.store.js';
import { Clock } from '../../kernel/clock.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { Settings } from '../../settings/settings.js';
import { mayRetry } from '../tokens/refresh-token.rules.js';
import { type FoundToken, RefreshTokenStore } from '../tokens/refresh-token.store.js';

/**
 * What becomes of a refresh token when it is used. A public client's is rotated, so that a stolen one is noticed; a
 * client that authenticates keeps its own (OAuth 2.1 §4.3.1).
 */
@Injectable()
export class RefreshRotation {
  constructor(
    private readonly tokens: RefreshTokenStore,
    private readonly sessions: SessionStore,
    private readonly changes: Changes,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /**
   * A token that was spent before ends the session, unless its answer may only have been lost.
   * @throws OAuthError `invalid_grant`
   */
  async refuseReuse(found: FoundToken): Promise<void> {
    const { usedAt, successorUsed } = found;
    if (usedAt === null) {
      if (found.usable) return;
      throw new OAuthError('invalid_grant', 'the refresh token has expired');
    }
    if (mayRetry(usedAt, successorUsed, this.clock.now(), this.settings.REFRESH_RETRY_SECONDS)) return;
    await this.changes.record(
      (transaction) => this.sessions.close(transaction, found.sessionId, 'refresh token was used again'),
      (closed) => ({
        kind: 'refresh_token.reused',
        decision: 'deny',
        sub: found.subject,
        clientId: found.clientId,
        sid: found.sessionId,
        detail: { closed },
      }),
    );
    throw new OAuthError('invalid_grant', 'the refresh token was used already');
  }

  /** @returns the token to go on with, or null when the one that was presented stays */
  async spend(client: RegisteredClient, text: string, found: FoundToken): Promise<string | null> {
    if (client.authMethod !== 'none') {
      if (await this.tokens.touch(found)) return null;
      throw new OAuthError('invalid_grant', 'the refresh token has expired');
    }
    if (found.usedAt !== null && found.successorId !== null) return this.tokens.successor(text, found.successorId);
    const successor = await this.tokens.rotate(text, found);
    if (successor !== null) return successor;
    // Somebody presented the same token at the same moment: whoever it is gets the same successor.
    const again = await this.tokens.find(text);
    if (again === null || again.successorId === null) {
      throw new OAuthError('invalid_grant', 'the refresh token has expired');
    }
    await this.refuseReuse(again);
    return this.tokens.successor(text, again.successorId);
  }
}
