var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { SessionFacts } from '../../analytics/analytics.contract.js';
import { currentTransaction } from '../../http/request-context.js';
import { Evidence } from '../../audit/evidence.contract.js';
import { GroupCommit } from '../../database/group-commit.js';
import { Changes } from '../../identity/changes.store.js';
import { sessionRow } from '../../identity/sessions/session-row.store.js';
import { SessionStore } from '../../identity/sessions/session.store.js';
import { bindingOf } from '../../kernel/token-binding.js';
/** Makes a session durable, together with what paid for it and the evidence of why it was opened. */
let SessionOpening = class SessionOpening {
    commit;
    sessions;
    changes;
    evidence;
    facts;
    constructor(commit, sessions, changes, evidence, facts) {
        this.commit = commit;
        this.sessions = sessions;
        this.changes = changes;
        this.evidence = evidence;
        this.facts = facts;
    }
    /**
     * Resolves when session and evidence are committed; analytics hear of it, and are not waited for.
     * @throws OAuthError when what should pay for it was spent already
     */
    async open(authorization, claims) {
        const { session } = authorization;
        if (session?.continues === false)
            await this.paid(authorization, session, claims);
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
    async paid(authorization, session, claims) {
        const refused = await this.changes.record(async (transaction) => {
            const refusal = await session.spend(transaction);
            const opens = refusal === null && session.kept !== true;
            if (opens)
                await this.sessions.insert(transaction, plannedSession(authorization, session, claims));
            return refusal;
        }, (refusal) => (refusal === null ? issued(authorization, claims) : refusal.event));
        if (refused !== null)
            throw refused.error;
    }
};
SessionOpening = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [GroupCommit,
        SessionStore,
        Changes,
        Evidence,
        SessionFacts])
], SessionOpening);
export { SessionOpening };
function issued(authorization, claims) {
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
function lineageOf({ session }, { iat }) {
    return session?.lineage ?? { txn: currentTransaction(iat * 1000), ancestors: [] };
}
function sessionOf(authorization, claims) {
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
function plannedSession(authorization, { expiresAt, scope, resources, claims: requested, signInId, exchanged = false }, claims) {
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
//# sourceMappingURL=session-opening.js.map