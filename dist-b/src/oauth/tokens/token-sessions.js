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
import { TokenRefused } from '../../http/access.js';
import { SessionDirectory } from '../../identity/sessions/session.directory.js';
import { PairwiseNames } from './pairwise-names.js';
/** Finds the session of a token, and with it who calls, by the names that we have for people. */
let TokenSessions = class TokenSessions {
    sessions;
    names;
    constructor(sessions, names) {
        this.sessions = sessions;
        this.names = names;
    }
    /**
     * Liveness is asked of the database on every request: a closed session is refused at once, on every replica.
     * @throws TokenRefused
     */
    async caller(claims) {
        const session = await this.open(claims);
        if (session.clientId !== claims.client_id || !this.isNamed(session, claims.sub)) {
            throw new TokenRefused('The token does not belong to its session.');
        }
        if (!session.clientActive)
            throw new TokenRefused('The client is not active.');
        if (session.userActive !== true)
            throw new TokenRefused('The person behind the token is not active.');
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
    closed(sids) {
        return this.sessions.findClosed(sids);
    }
    async open(claims) {
        const session = await this.sessions.findLiveness(claims.sid);
        // Before all else: its sessions are closed then, which would tell less.
        if (session?.clientExpired === true && session.clientId === claims.client_id) {
            throw new TokenRefused('The client has expired.');
        }
        if (session?.open !== true)
            throw new TokenRefused('The session was closed.');
        return session;
    }
    /** The client's token names the person as the client knows them. A client that changed has lost its sessions. */
    isNamed({ sector, subject, userId }, sub) {
        return sub === (subject === userId ? this.names.of(sector, 'sub', subject) : subject);
    }
};
TokenSessions = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [SessionDirectory,
        PairwiseNames])
], TokenSessions);
export { TokenSessions };
//# sourceMappingURL=token-sessions.js.map