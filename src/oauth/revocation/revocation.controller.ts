import { All, Controller, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { CallerVerifier, Clients, TokenRefused } from '../../http/access.js';
import type { RegisteredClient } from '../../identity/clients/client.directory.js';
import { Changes } from '../../identity/changes.store.js';
import { SessionStore } from '../../identity/sessions/session.store.js';
import type { Actor } from '../../kernel/caller.js';
import type { Lineage } from '../../kernel/lineage.js';
import { OAuthError } from '../../kernel/oauth-error.js';
import { ClientGuard } from '../token/client.guard.js';
import { AuthenticatedClient, TokenAnswered } from '../token/grant.js';
import type { GrantRequest } from '../token/grant-request.js';
import { RefreshTokenStore } from '../tokens/refresh-token.store.js';

/** The session of a token, whoever's it is. */
interface Owned extends Lineage {
  readonly sid: string;
  readonly sub: string;
  readonly act?: Actor;
}

/** A client gives up a token of its own (RFC 7009): the session ends, and with it all that was opened from it. */
@Controller('oauth/revoke')
@Clients()
export class RevocationController {
  constructor(
    private readonly verifier: CallerVerifier,
    private readonly refreshTokens: RefreshTokenStore,
    private readonly sessions: SessionStore,
    private readonly changes: Changes,
  ) {}

  /**
   * A client gives up a token of its own (RFC 7009): its session ends, with all that was opened from it. The same empty
   * 200 for a token that is unknown, another client's, or revoked already: no oracle (RFC 7009 §2.2).
   */
  @Post()
  @UseGuards(ClientGuard)
  @TokenAnswered()
  async revoke(@AuthenticatedClient() client: RegisteredClient, @Req() request: GrantRequest): Promise<void> {
    const token = request.form?.one('token');
    if (token === undefined) throw new OAuthError('invalid_request', 'token is missing');
    const owned = (await this.accessToken(token, client.clientId)) ?? (await this.refreshToken(token, client.clientId));
    if (owned === null) return;
    const { sid, sub, act, txn, ancestors } = owned;
    await this.changes.record(
      (transaction) => this.sessions.closeByClient(transaction, sid, 'revoked by its client'),
      (closed) => ({
        kind: 'token.revoked',
        decision: 'done',
        sub,
        ...(act === undefined ? {} : { act }),
        clientId: client.clientId,
        sid,
        ancestors,
        txn,
        detail: { closed },
      }),
    );
  }

  @All()
  refuse(@Res({ passthrough: true }) response: Response): never {
    response.setHeader('allow', 'POST');
    throw new OAuthError('invalid_request', 'the revocation endpoint takes POST alone', { status: 405 });
  }

  private async accessToken(token: string, clientId: string): Promise<Owned | null> {
    try {
      const { claims, lineage } = await this.verifier.identify(token);
      return claims.client_id === clientId ? { ...claims, ...lineage } : null;
    } catch (error) {
      if (error instanceof TokenRefused) return null;
      throw error;
    }
  }

  /** One that was spent already counts as well: the client gives up what it began with it (RFC 7009 §2.1). */
  private async refreshToken(token: string, clientId: string): Promise<Owned | null> {
    const found = await this.refreshTokens.find(token);
    if (found === null || found.clientId !== clientId || !found.live) return null;
    const { sessionId: sid, subject: sub, txn, ancestors } = found;
    return { sid, sub, act: { sub: clientId }, txn, ancestors };
  }
}
