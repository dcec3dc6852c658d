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
import { requireCount } from '../../http/bulk.js';
import { Problem } from '../../kernel/problem.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { gatePath } from '../../proxy/gate-path.js';
import { Settings } from '../../settings/settings.js';
import { Changes } from '../changes.store.js';
import { SessionStore } from '../sessions/session.store.js';
import { AccessKeyChecks } from './access-key-checks.js';
import { accessKeyClientId } from './access-key.rules.js';
import { AccessKeyStore, } from './access-key.store.js';
/** Live keys of one person; what a person cannot look over nobody revokes. */
const MOST_KEYS = 50;
/** Makes access keys and revokes them. A key is one with its session: it is opened with it, and ends with it. */
let AccessKeyRegister = class AccessKeyRegister {
    changes;
    store;
    sessions;
    checks;
    settings;
    constructor(changes, store, sessions, checks, settings) {
        this.changes = changes;
        this.store = store;
        this.sessions = sessions;
        this.checks = checks;
        this.settings = settings;
    }
    /** @throws Problem 400 naming every wrong field, 404, 409 for an owner who is not active or has enough keys */
    create(userId, body, { event, hold }) {
        return this.changes.retrying(async () => {
            const owner = await this.checks.owner(userId);
            const fields = await this.checks.fields(owner, body);
            const fresh = this.store.prepare(fields);
            const { id, sessionId, scope, resources, expiresAt } = fresh.row;
            // What is done with it is no part of what its maker does.
            const txn = uuidv7(fresh.row.createdAt.getTime());
            await this.changes.record(async (transaction) => {
                await this.checks.hold(transaction, fields);
                if ((await this.store.holdOwner(transaction, owner)) >= MOST_KEYS) {
                    throw Problem.conflict(`A person has at most ${MOST_KEYS} access keys: revoke one first.`);
                }
                await hold?.(transaction);
                await this.store.insert(transaction, fresh.row);
                await this.openSession(transaction, fresh.row, txn);
            }, () => {
                const detail = { id, user_id: userId, session_id: sessionId, scope: scope.join(' '), resources };
                return { ...event('access_key.created', { ...detail, expires_at: expiresAt.toISOString() }), txn };
            });
            return fresh;
        });
    }
    /** Ends the key, and every token that it was exchanged for; one that has ended already stays so. */
    async revoke({ id, userId, sessionId }, reason, { event }) {
        await this.changes.record((transaction) => this.sessions.close(transaction, sessionId, reason), (closed) => (closed === 0 ? null : event('access_key.revoked', { id, user_id: userId, closed })));
    }
    /** The same of all that are meant. @throws Problem 409 when they are not as many as were expected */
    revokeMeant({ filter, expected }, event) {
        const ended = [];
        return this.changes.record(async (transaction) => {
            ended.splice(0, Infinity, ...(await this.store.holdMeant(transaction, filter)));
            requireCount(ended.length, expected);
            const sessions = ended.map(({ sessionId }) => sessionId);
            const closed = await this.sessions.closeAll(transaction, sessions, 'access key revoked by an administrator');
            return { matched: ended.length, closed };
        }, (done) => [
            event('access_keys.revoked', { filter, ...done }),
            ...ended.map(({ id, userId }) => event('access_key.revoked', { id, user_id: userId })),
        ]);
    }
    openSession(transaction, key, txn) {
        const anywhere = ['mcp', 'a2a'].map((kind) => this.settings.PUBLIC_URL + gatePath(kind, ''));
        return this.sessions.insert(transaction, {
            id: key.sessionId,
            lineage: { txn, ancestors: [] },
            source: 'api',
            clientId: accessKeyClientId(key.id),
            userId: key.userId,
            asOwner: false,
            subject: key.userId,
            scope: key.scope,
            audience: key.resources ?? anywhere,
            // Where it is made is not where it is used.
            origin: null,
            createdAt: key.createdAt,
            expiresAt: key.expiresAt,
        });
    }
};
AccessKeyRegister = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Changes,
        AccessKeyStore,
        SessionStore,
        AccessKeyChecks,
        Settings])
], AccessKeyRegister);
export { AccessKeyRegister };
//# sourceMappingURL=access-key-register.js.map