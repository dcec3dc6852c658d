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
import { randomBytes, randomInt } from 'node:crypto';
import { Clock } from '../../kernel/clock.js';
import { Secrets } from '../../settings/secrets.js';
import { Changes } from '../changes.store.js';
import { RECOVERY_CODES, recoveryCode } from './recovery-code.rules.js';
import { RecoveryCodeStore } from './recovery-code.store.js';
import { SecondFactorStore } from './second-factor.store.js';
import { SECRET_BYTES, stepOf } from './totp.js';
/** Milliseconds in which a secret that was offered can be confirmed. */
const OFFERED_FOR = 1_800_000;
const TIME_BYTES = 8;
/** Thrown to undo what came too late. */
class TooLate extends Error {
}
/** People's second factors: how they begin and end, and whether a code is one of theirs. */
let SecondFactors = class SecondFactors {
    store;
    codes;
    changes;
    secrets;
    clock;
    constructor(store, codes, changes, secrets, clock) {
        this.store = store;
        this.codes = codes;
        this.changes = changes;
        this.secrets = secrets;
        this.clock = clock;
    }
    async stateOf(userId) {
        const row = await this.store.find(userId);
        return row === null ? null : { since: row.createdAt, codesLeft: await this.codes.count(userId) };
    }
    async has(userId) {
        return (await this.store.find(userId)) !== null;
    }
    /** For the transaction that opens a session by a password: asked after the password is held, it misses none. */
    hasIn(transaction, userId) {
        return this.store.exists(transaction, userId);
    }
    /** A secret for a new second factor, which does not count yet. @property kept what the form carries: it is sealed */
    offer(owner) {
        const secret = randomBytes(SECRET_BYTES);
        const time = Buffer.alloc(TIME_BYTES);
        time.writeBigUInt64BE(BigInt(this.clock.now()));
        const kept = this.secrets.handles.seal(offerName(owner), Buffer.concat([time, secret]));
        return { secret, kept: kept.toString('base64url') };
    }
    /** The secret of an offer; null when it was not made to this owner, or is over. */
    offered(owner, kept) {
        let opened;
        try {
            opened = this.secrets.handles.open(offerName(owner), Buffer.from(kept, 'base64url'));
        }
        catch {
            return null; // Whatever is wrong with it, it is not ours.
        }
        const age = this.clock.now() - Number(opened.readBigUInt64BE());
        return age < OFFERED_FOR ? opened.subarray(TIME_BYTES) : null;
    }
    /**
     * From now on the person is asked for it.
     * @returns the recovery codes; 'wrong' for a code that is not of the secret, 'late' when they have a second factor already
     */
    async confirm(userId, { secret, code }, { hold, event }) {
        const step = await stepOf(secret, digits(code), this.clock.now());
        if (step === null)
            return 'wrong';
        const sealedSecret = this.secrets.factors.seal(sealName(userId), secret);
        return this.withNewCodes(userId, event, async (transaction) => {
            await hold(transaction);
            return this.store.insert(transaction, userId, { sealedSecret, lastUsedStep: step });
        });
    }
    /** Other recovery codes than before. @returns 'late' when there is no second factor any more */
    async renewCodes(userId, { hold, event }) {
        return this.withNewCodes(userId, event, async (transaction) => {
            await hold(transaction);
            return true;
        });
    }
    /** @returns whether there was one */
    async remove(userId, { hold, event }) {
        return this.changes.record(async (transaction) => {
            await hold(transaction);
            return this.store.delete(transaction, userId);
        }, (removed) => (removed ? event : null));
    }
    /** Spends a code of the person's app: it is right once. */
    async spend(userId, code) {
        const row = await this.store.find(userId);
        if (row === null)
            return false;
        const secret = this.secrets.factors.open(sealName(userId), row.sealedSecret);
        const step = await stepOf(secret, digits(code), this.clock.now());
        return step !== null && this.store.spend(userId, step);
    }
    async withNewCodes(userId, event, first) {
        const codes = Array.from({ length: RECOVERY_CODES }, () => recoveryCode(randomInt));
        try {
            await this.changes.record(async (transaction) => {
                const replaced = (await first(transaction)) && (await this.codes.replace(transaction, userId, codes));
                if (!replaced)
                    throw new TooLate();
            }, () => event);
            return codes;
        }
        catch (error) {
            if (error instanceof TooLate)
                return 'late';
            throw error;
        }
    }
};
SecondFactors = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [SecondFactorStore,
        RecoveryCodeStore,
        Changes,
        Secrets,
        Clock])
], SecondFactors);
export { SecondFactors };
/** Apps show six digits in two groups. */
function digits(code) {
    return code.length > 64 ? '' : code.replaceAll(/\s/g, '');
}
/** A secret that is put into another person's row stays shut. */
function sealName(userId) {
    return `second factor of ${userId}`;
}
function offerName({ userId, sessionId }) {
    return `second factor for ${userId} in ${sessionId}`;
}
//# sourceMappingURL=second-factors.js.map