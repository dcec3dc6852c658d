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
import { Evidence } from '../../audit/evidence.contract.js';
import { Log } from '../../kernel/log.js';
import { PasskeyCeremonyStore } from './passkey-ceremony.store.js';
import { readAssertion, ResponseRefused } from './passkey-response.rules.js';
import { PasskeyVerification } from './passkey-verification.js';
import { PasskeyStore } from './passkey.store.js';
/** Tells who somebody is by a passkey. It opens no session. */
let PasskeySignIn = class PasskeySignIn {
    ceremonies;
    passkeys;
    verification;
    evidence;
    log;
    constructor(ceremonies, passkeys, verification, evidence, log) {
        this.ceremonies = ceremonies;
        this.passkeys = passkeys;
        this.verification = verification;
        this.evidence = evidence;
        this.log = log;
    }
    /** @param text what the page's script sent @param browserHash of the browser that sends it: the challenge must be its own */
    async attempt(text, browserHash) {
        try {
            const response = readAssertion(text);
            // First of all: whatever is wrong with the rest, nobody tries a second time with this challenge.
            const ours = await this.ceremonies.spend(response.challenge, { kind: 'sign-in', browserHash, boundTo: '' });
            if (!ours)
                throw new ResponseRefused('the challenge is not one of this browser’s');
            const passkey = await this.passkeys.findPresented(response.id);
            if (passkey !== null)
                return await this.look(response, passkey);
            this.log.info('sign_in.refused', { reason: 'nobody has this passkey' });
            return { outcome: 'wrong', unknown: response.id };
        }
        catch (error) {
            if (!(error instanceof ResponseRefused))
                throw error;
            this.log.info('sign_in.refused', { reason: error.message });
            return { outcome: 'wrong' };
        }
    }
    /**
     * To be asked in the transaction that opens a session: whether the passkey is still its person's, and was not used
     * elsewhere meanwhile. It writes down what the authenticator said.
     */
    hold(transaction, { passkey, use }) {
        return this.passkeys.use(transaction, passkey, use);
    }
    async look(response, passkey) {
        try {
            const use = await this.verification.assertion(response, passkey);
            const fault = faultOf(response, passkey, use);
            if (fault !== null)
                throw new ResponseRefused(fault);
            if (!wentBack(passkey.counter, use.counter))
                return { outcome: 'right', proven: { passkey, use } };
            await this.passkeys.suspect(passkey.id);
            const counters = { stored: passkey.counter, sent: use.counter };
            await this.refuse('passkey.counter_regressed', 'there may be a copy of the passkey', passkey, counters);
        }
        catch (error) {
            if (!(error instanceof ResponseRefused))
                throw error;
            await this.refuse('sign_in.refused', error.message, passkey);
        }
        return { outcome: 'wrong' };
    }
    async refuse(kind, reason, { id, userId }, more = {}) {
        const detail = { id: userId, passkey: id, ...more };
        await this.evidence.record({ kind, decision: 'deny', reason, sub: userId, detail });
    }
};
PasskeySignIn = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [PasskeyCeremonyStore,
        PasskeyStore,
        PasskeyVerification,
        Evidence,
        Log])
], PasskeySignIn);
export { PasskeySignIn };
/** What a signature that is right leaves to ask (WebAuthn §7.2 steps 6, 19 and 20), or null. */
function faultOf({ userHandle }, passkey, use) {
    if (!passkey.ownerActive)
        return 'the person is not active';
    if (userHandle !== passkey.handle)
        return 'the user handle is another one';
    return use.backupEligible === passkey.backupEligible ? null : 'the passkey has changed whether it can be synced';
}
/** An authenticator that counts never comes with the same number twice (WebAuthn §7.2 step 22); one that does not sends 0. */
function wentBack(stored, sent) {
    return (stored !== 0 || sent !== 0) && sent <= stored;
}
//# sourceMappingURL=passkey-sign-in.js.map