import { Injectable } from '@nestjs/common';
import { SessionFacts } from '../../analytics/analytics.contract.js';
import { Evidence } from '../../audit/evidence.contract.js';
import { GroupCommit } from '../../database/group-commit.js';
import { type NewSession, SessionStore } from '../../identity/sessions/session.store.js';
import type { AccessTokenClaims } from '../../kernel/caller.js';
import type { Authorization } from './authorization.js';

/** Makes a session durable, together with the evidence of why it was opened. */
@Injectable()
export class SessionOpening {
  constructor(
    private readonly commit: GroupCommit,
    private readonly sessions: SessionStore,
    private readonly evidence: Evidence,
    private readonly facts: SessionFacts,
  ) {}

  /** Resolves when session and evidence are committed; analytics hear of it, and are not waited for. */
  async open(authorization: Authorization, claims: AccessTokenClaims): Promise<void> {
    await this.commit.write([
      this.sessions.row(sessionOf(authorization, claims)),
      this.evidence.row({
        kind: 'token.issued',
        decision: 'allow',
        sub: claims.sub,
        clientId: claims.client_id,
        sid: claims.sid,
        ...(claims.act ? { act: claims.act } : {}),
        detail: { jti: claims.jti, scope: claims.scope, aud: claims.aud, exp: claims.exp },
      }).row,
    ]);
    this.facts.record({
      source: authorization.source,
      outcome: 'issued',
      clientId: claims.client_id,
      sid: claims.sid,
      origin: authorization.origin,
    });
  }
}

function sessionOf(authorization: Authorization, claims: AccessTokenClaims): NewSession {
  return {
    id: claims.sid,
    parentId: null,
    source: authorization.source,
    clientId: authorization.clientId,
    userId: authorization.userId,
    asOwner: authorization.asOwner,
    subject: authorization.subject,
    scope: authorization.scope,
    audience: [authorization.audience],
    origin: authorization.origin.addressHash,
    createdAt: new Date(claims.iat * 1000),
    expiresAt: new Date(claims.exp * 1000),
  };
}
