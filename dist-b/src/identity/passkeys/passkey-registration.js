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
import { Log } from '../../kernel/log.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { SignInWaysStore } from '../credentials/sign-in-ways.store.js';
import { PasskeyCeremonyStore } from './passkey-ceremony.store.js';
import { readRegistration, ResponseRefused } from './passkey-response.rules.js';
import { PasskeyVerification } from './passkey-verification.js';
import { MOST_PASSKEYS, PasskeyStore } from './passkey.store.js';
const LONGEST_NAME = 100;
/** What ends a registration whose credential is known already: each is one person's (WebAuthn §7.1 step 26). */
export const registrationConflicts = {
    passkeys_credential: new PageRefusal(409, 'This passkey is in use', 'It is registered already. Use another one.'),
    passkeys_user: new PageRefusal(404, 'There is no such person', 'The account has been deleted.'),
};
/** Takes new passkeys of people who may have one: who that is, the caller knows. */
let PasskeyRegistration = class PasskeyRegistration {
    ceremonies;
    verification;
    passkeys;
    ways;
    log;
    constructor(ceremonies, verification, passkeys, ways, log) {
        this.ceremonies = ceremonies;
        this.verification = verification;
        this.passkeys = passkeys;
        this.ways = ways;
        this.log = log;
    }
    /**
     * Checks what an authenticator answered, and spends its challenge.
     * @param place for which the challenge must have been given out
     * @returns null when it cannot be taken
     */
    async examine(text, name, place) {
        try {
            const response = readRegistration(text);
            if (!(await this.ceremonies.spend(response.challenge, place))) {
                throw new ResponseRefused('the challenge is not one of this browser’s, or for something else');
            }
            return { ...(await this.verification.registration(response)), name };
        }
        catch (error) {
            if (!(error instanceof ResponseRefused))
                throw error;
            this.log.info('passkey.refused', { reason: error.message });
            return null;
        }
    }
    /** @throws PageRefusal when the person has as many as there can be */
    async add(transaction, userId, passkey) {
        await this.ways.hold(transaction, userId);
        const added = await this.passkeys.insert(transaction, userId, passkey);
        if (added !== null)
            return added;
        throw new PageRefusal(409, 'You have too many passkeys', `There can be ${MOST_PASSKEYS}. Delete one first.`);
    }
};
PasskeyRegistration = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [PasskeyCeremonyStore,
        PasskeyVerification,
        PasskeyStore,
        SignInWaysStore,
        Log])
], PasskeyRegistration);
export { PasskeyRegistration };
/** What is wrong with the name of a passkey, in a sentence; or null. */
export function passkeyNameFault(name) {
    // Something that is seen; and nothing that breaks the line, or turns it round.
    const fits = name.length <= LONGEST_NAME &&
        /[^\p{Z}\p{M}\p{Cc}\p{Default_Ignorable_Code_Point}]/u.test(name) &&
        !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(name);
    return fits ? null : `A name has 1 to ${LONGEST_NAME} characters.`;
}
/** What evidence tells of a new passkey: the model, and whether it is on one device alone. */
export function passkeyDetail({ id, userId, aaguid, backupEligible }) {
    return { id: userId, passkey: id, aaguid, synced: backupEligible };
}
//# sourceMappingURL=passkey-registration.js.map