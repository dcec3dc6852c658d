import { Injectable } from '@nestjs/common';
import { CallerVerifier, TokenRefused } from '../../http/access.js';
import type { RegisteredClient } from '../../identity/clients/client.directory.js';
import { sameResource } from '../../kernel/resource-uri.js';
import { Settings } from '../../settings/settings.js';
import { PairwiseNames } from '../tokens/pairwise-names.js';
import { RefreshTokenStore } from '../tokens/refresh-token.store.js';

/** What is said of a token that the asking client may not see, or that is worth nothing: no more (RFC 7662 §2.2). */
const INACTIVE = { active: false } as const;

/** Looks at a token as its resource server would. */
@Injectable()
export class TokenIntrospection {
  constructor(
    private readonly verifier: CallerVerifier,
    private readonly refreshTokens: RefreshTokenStore,
    private readonly names: PairwiseNames,
    private readonly settings: Settings,
  ) {}

  /** A client sees its own tokens, and those for the resources of which it is the server (RFC 7662 §4). */
  async of(token: string, client: RegisteredClient): Promise<object> {
    return (await this.accessToken(token, client)) ?? (await this.refreshToken(token, client)) ?? INACTIVE;
  }

  private async accessToken(token: string, client: RegisteredClient): Promise<object | null> {
    try {
      const { claims, audiences, userId } = await this.verifier.verify(token, null);
      const served = audiences.some((one) => client.introspects.some((resource) => sameResource(resource, one)));
      const own = claims.client_id === client.clientId;
      if (!served && !own) return INACTIVE;
      const sub = own ? this.subject(client, claims.sub, userId) : claims.sub;
      return { active: true, token_type: claims.cnf?.jkt === undefined ? 'Bearer' : 'DPoP', ...claims, sub };
    } catch (error) {
      if (error instanceof TokenRefused) return null;
      throw error;
    }
  }

  private async refreshToken(token: string, client: RegisteredClient): Promise<object | null> {
    const found = await this.refreshTokens.find(token);
    if (found === null || found.clientId !== client.clientId) return null;
    if (!found.live || !found.usable || found.usedAt !== null) return null;
    return {
      active: true,
      iss: this.settings.PUBLIC_URL,
      sub: this.subject(client, found.subject, found.userId),
      client_id: found.clientId,
      scope: found.scope.join(' '),
      sid: found.sessionId,
      exp: Math.floor(found.expiresAt.getTime() / 1000),
    };
  }

  /** A client is told what it is told everywhere; a resource server, whom the token is about. */
  private subject({ sector }: RegisteredClient, subject: string, userId: string | null): string {
    return subject === userId ? this.names.of(sector, 'sub', subject) : subject;
  }
}
