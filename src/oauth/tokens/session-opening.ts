import { Injectable } from '@nestjs/common';
import { SessionFacts } from '../../analytics/analytics.contract.js';
import { currentTransaction } from '../../http/request-context.js';
import type { Lineage } from '../../kernel/lineage.js';
import { Evidence, type EvidenceEvent } from '../../audit/evidence.contract.js';
import { GroupCommit } from '../../database/group-commit.js';
import { Changes } from '../../identity/changes.store.js';
import { type NewSession, sessionRow } from '../../identity/sessions/session-row.store.js';
import { SessionStore } from '../../identity/sessions/session.store.js';
import type { AccessTokenClaims } from '../../kernel/caller.js';
import { bindingOf } from '../../kernel/token-binding.js';
import type { Authorization, PlannedSession } from './authorization.js';

/** Makes a session durable, together with what paid for it and the evidence of why it was opened. */
@Injectable()
export class SessionOpening {
  constructor(
    private readonly commit: GroupCommit,
    private readonly sessions: SessionStore,
    private readonly changes: Changes,
    private readonly evidence: Evidence,
    private readonly facts: SessionFacts,
  ) {}

  /**
   * Resolves when session and evidence are committed; analytics hear of it, and are not waited for.
   * @throws OAuthError when what should pay for it was spent already
   */
  async open(authorization: Authorization, claims: AccessTokenClaims): Promise<void> {
    const { session } = authorization;
    if (session?.continues === false) await this.paid(authorization, session, claims);
    else {
      const evidence = this.evidence.row(issued(authorization, claims)).row;
      const opened = session === undefined ? [sessionRow(sessionOf(authorization, claims))] : [];
      await this.commit.write([...opened, evidence]);
    }
    this.facts.record({
      source: authorization.source,
      outcome: 'issued',
      clientId: claims.client_id,
      sid: claims.sid,
      ...(authorization.userId === null ? {} : { userId: authorization.userId }),
      origin: authorization.origin,
    });
  }

  private async paid(authorization: Authorization, session: PlannedSession, claims: AccessTokenClaims): Promise<void> {
    const refused = await this.changes.record(
      async (transaction) => {
        const refusal = await session.spend(transaction);
        const opens = refusal === null && session.kept !== true;
        if (opens) await this.sessions.insert(transaction, plannedSession(authorization, session, claims));
        return refusal;
      },
      (refusal) => (refusal === null ? issued(authorization, claims) : refusal.event),
    );
    if (refused !== null) throw refused.error;
  }
}

function issued(authorization: Authorization, claims: AccessTokenClaims): EvidenceEvent {
  const { grantType, grounds, audience: resource } = authorization;
  const { txn, ancestors } = lineageOf(authorization, claims);
  return {
    kind: 'token.issued',
    decision: 'allow',
    sub: claims.sub,
    clientId: claims.client_id,
    sid: claims.sid,
    ancestors,
    txn,
    resource,
    ...(claims.act ? { act: claims.act } : {}),
    detail: {
      jti: claims.jti,
      scope: claims.scope,
      aud: claims.aud,
      exp: claims.exp,
      binding: bindingOf(claims.cnf),
      ...(grantType === undefined ? {} : { grant_type: grantType }),
      ...(grounds && { grounds: { ...grounds } }),
    },
  };
}

/** A token without a past begins a transaction, unless its request is part of one. */
function lineageOf({ session }: Authorization, { iat }: AccessTokenClaims): Lineage {
  return session?.lineage ?? { txn: currentTransaction(iat * 1000), ancestors: [] };
}

function sessionOf(authorization: Authorization, claims: AccessTokenClaims): NewSession {
  return {
    id: claims.sid,
    lineage: lineageOf(authorization, claims),
    source: authorization.source,
    clientId: authorization.clientId,
    userId: authorization.userId,
    asOwner: authorization.asOwner,
    subject: authorization.subject,
    scope: authorization.scope,
    audience: authorization.audiences ?? [authorization.audience],
    origin: authorization.origin.addressHash,
    ...(claims.cnf === undefined ? {} : { cnf: claims.cnf }),
    createdAt: new Date(claims.iat * 1000),
    expiresAt: new Date(claims.exp * 1000),
  };
}

function plannedSession(
  authorization: Authorization,
  { expiresAt, scope, resources, claims: requested, signInId, exchanged = false }: PlannedSession,
  claims: AccessTokenClaims,
): NewSession {
  return {
    ...sessionOf(authorization, claims),
    expiresAt,
    scope,
    exchanged,
    audience: resources,
    ...(authorization.authentication === undefined ? {} : { authentication: authorization.authentication }),
    ...(signInId === undefined ? {} : { signInId }),
    ...(requested === null ? {} : { claims: requested }),
  };
}
