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
import { Changes } from '../identity/changes.store.js';
import { SessionStore } from '../identity/sessions/session.store.js';
import { WebSessionStore, } from '../identity/sessions/web-session.store.js';
import { currentTransaction } from '../http/request-context.js';
import { Clock } from '../kernel/clock.js';
import { uuidv7 } from '../kernel/uuid-v7.js';
import { Settings } from '../settings/settings.js';
import { deviceWords } from './device-words.js';
const FROM_NOBODY = { providerId: null, upstreamSubject: null, upstreamSid: null };
/** Thrown to undo a sign-in by what is no longer the person's. */
class ProofSpoilt extends Error {
}
/** Sign-ins of people at browsers: sessions of source `web`, found by a cookie that is new with every sign-in. */
let WebSessions = class WebSessions {
    web;
    sessions;
    changes;
    clock;
    settings;
    constructor(web, sessions, changes, clock, settings) {
        this.web = web;
        this.sessions = sessions;
        this.changes = changes;
        this.clock = clock;
        this.settings = settings;
    }
    /** Who is signed in by a cookie, if anybody is. */
    current(cookieHash) {
        return cookieHash === null ? Promise.resolve(null) : this.web.find(cookieHash);
    }
    /**
     * Whoever signs in again goes on with the session they have, under a new cookie; whoever takes another's place ends
     * that session. The old cookie is worth nothing afterwards.
     * @returns whether what they proved it by was still theirs
     */
    async open(fresh) {
        const { userId } = fresh;
        const previous = await this.current(fresh.previousHash);
        try {
            await this.changes.record(async (transaction) => {
                if (!(await fresh.stillProven(transaction)))
                    throw new ProofSpoilt();
                return this.place(transaction, fresh, previous);
            }, (sid) => ({ kind: 'sign_in.succeeded', decision: 'allow', sub: userId, sid, detail: { amr: fresh.means.amr } }));
            return true;
        }
        catch (error) {
            if (error instanceof ProofSpoilt)
                return false;
            throw error;
        }
    }
    /** Signs a person out: the session ends, and with it all that was opened from it. */
    async close(session, reason) {
        await this.changes.record((transaction) => this.sessions.close(transaction, session.sessionId, reason), (closed) => ({
            kind: 'signed_out',
            decision: 'done',
            reason,
            sub: session.userId,
            sid: session.sessionId,
            txn: session.txn,
            detail: { closed },
        }));
    }
    async place(transaction, fresh, previous) {
        if (previous?.userId === fresh.userId) {
            const { sessionId } = previous;
            const authenticatedAt = fresh.authenticatedAt ?? new Date(this.clock.now());
            if (await this.web.renew(transaction, sessionId, { ...fresh, authenticatedAt }))
                return sessionId;
        }
        else if (previous !== null) {
            await this.sessions.close(transaction, previous.sessionId, 'somebody else signed in');
        }
        return this.insert(transaction, fresh);
    }
    async insert(transaction, fresh) {
        const { userId, means, cookieHash, origin, from = FROM_NOBODY } = fresh;
        const now = this.clock.now();
        const [id, createdAt] = [uuidv7(now), new Date(now)];
        const expiresAt = new Date(now + this.settings.WEB_SESSION_SECONDS * 1000);
        await this.sessions.insert(transaction, {
            id,
            lineage: { txn: currentTransaction(now), ancestors: [] },
            source: 'web',
            clientId: null,
            userId,
            asOwner: false,
            subject: userId,
            scope: [],
            audience: [],
            origin: origin.addressHash,
            createdAt,
            expiresAt,
            authentication: { at: fresh.authenticatedAt ?? createdAt, ...means },
        });
        const device = deviceWords(origin);
        const row = { sessionId: id, userId, cookieHash, device, signedInAt: createdAt, expiresAt };
        await this.web.insert(transaction, { ...row, ...from });
        return id;
    }
};
WebSessions = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [WebSessionStore,
        SessionStore,
        Changes,
        Clock,
        Settings])
], WebSessions);
export { WebSessions };
//# sourceMappingURL=web-sessions.js.map