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
import { Changes } from '../changes.store.js';
import { SignInWaysStore } from '../credentials/sign-in-ways.store.js';
import { SessionStore } from '../sessions/session.store.js';
import { PasskeyStore } from './passkey.store.js';
/** Thrown to undo a removal. */
class NotRemoved extends Error {
    outcome;
    constructor(outcome) {
        super(outcome);
        this.outcome = outcome;
    }
}
/** Looks after the passkeys that people have. */
let PasskeyRegister = class PasskeyRegister {
    passkeys;
    ways;
    sessions;
    changes;
    constructor(passkeys, ways, sessions, changes) {
        this.passkeys = passkeys;
        this.ways = ways;
        this.sessions = sessions;
        this.changes = changes;
    }
    list(userId) {
        return this.passkeys.list(userId);
    }
    /** By what authenticators know the person; null when they were never to know them. */
    findHandle(userId) {
        return this.passkeys.findHandle(userId);
    }
    /** @returns whether there was such a passkey of the person's */
    async rename(userId, id, name, keeper) {
        return this.changes.record(async (transaction) => {
            const renamed = await this.passkeys.rename(transaction, userId, id, name);
            await keeper.hold?.(transaction);
            return renamed;
        }, (renamed) => (renamed ? keeper.event('passkey.renamed', { id: userId, passkey: id }) : null));
    }
    /** Whoever signed in by a passkey is signed out: it may be the one that was lost, and no session tells which it was. */
    async remove(userId, id, keeper) {
        try {
            await this.changes.record(async (transaction) => {
                const { password, passkeys, company } = await this.ways.hold(transaction, userId);
                await keeper.hold?.(transaction);
                if (!(await this.passkeys.delete(transaction, userId, id)))
                    throw new NotRemoved('unknown');
                if (keeper.keepsOneWay && !password && !company && passkeys < 2)
                    throw new NotRemoved('last');
                return this.sessions.closeOfPasskeys(transaction, { userId, sessionId: keeper.sessionId });
            }, (closed) => keeper.event('passkey.deleted', { id: userId, passkey: id, closed }));
            return 'removed';
        }
        catch (error) {
            if (error instanceof NotRemoved)
                return error.outcome;
            throw error;
        }
    }
};
PasskeyRegister = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [PasskeyStore,
        SignInWaysStore,
        SessionStore,
        Changes])
], PasskeyRegister);
export { PasskeyRegister };
//# sourceMappingURL=passkey-register.js.map