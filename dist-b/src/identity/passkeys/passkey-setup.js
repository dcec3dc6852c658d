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
import { createHash } from 'node:crypto';
import { PasswordRenewal } from '../credentials/password-renewal.js';
import { SetupLinks } from '../credentials/setup-links.js';
import { SecondFactors } from '../second-factor/second-factors.js';
import { PasskeyCeremonies } from './passkey-ceremonies.js';
import { passkeyDetail, PasskeyRegistration, registrationConflicts } from './passkey-registration.js';
/** Thrown to undo what a second factor, set up meanwhile, does not allow. */
class NeedsSecondFactor extends Error {
}
/**
 * Lets the holder of a setup link make a passkey where others set a password. Not of somebody with a second factor: a
 * passkey needs none, so that whoever reads their mail would be past it.
 */
let PasskeySetup = class PasskeySetup {
    links;
    ceremonies;
    registration;
    renewal;
    factors;
    constructor(links, ceremonies, registration, renewal, factors) {
        this.links = links;
        this.ceremonies = ceremonies;
        this.registration = registration;
        this.renewal = renewal;
        this.factors = factors;
    }
    /** @returns null when the link cannot be used */
    async options(link) {
        const user = await this.links.find(link.token);
        if (user === null || (await this.factors.has(user.id)))
            return null;
        // One from before may lie on this very device: the new one takes its place there.
        return { ...(await this.ceremonies.toRegister(user, placeOf(link))), excludeCredentials: [] };
    }
    /**
     * Spends the link and takes the passkey, both or neither; every session of the person ends.
     * @returns `unfit` when the passkey cannot be taken, and the link can still be used
     */
    async redeem(link, { response, name, keep }) {
        const holder = await this.links.find(link.token);
        if (holder === null)
            return 'unknown';
        if (await this.factors.has(holder.id))
            return 'unfit';
        const passkey = await this.registration.examine(response, name, placeOf(link));
        if (passkey === null)
            return 'unfit';
        return this.spend(link, passkey, keep);
    }
    async spend(link, passkey, keep) {
        try {
            const spent = await this.links.spend(link.token, async (transaction, user) => {
                // Before the new one is counted: it may be one too many otherwise.
                if (!keep)
                    await this.renewal.removeWays(transaction, user);
                const added = await this.registration.add(transaction, user.id, passkey);
                const closed = await this.renewal.endAll(transaction, user, 'passkey was set');
                // Last: no sign-in is left in which one could be set up.
                if (await this.factors.hasIn(transaction, user.id))
                    throw new NeedsSecondFactor();
                return { ...passkeyDetail(added), closed };
            }, (user, detail) => ({ kind: 'passkey.set', decision: 'done', sub: user.id, detail }), registrationConflicts);
            return spent ? 'set' : 'unknown';
        }
        catch (error) {
            if (error instanceof NeedsSecondFactor)
                return 'unfit';
            throw error;
        }
    }
};
PasskeySetup = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [SetupLinks,
        PasskeyCeremonies,
        PasskeyRegistration,
        PasswordRenewal,
        SecondFactors])
], PasskeySetup);
export { PasskeySetup };
/** A link's token is random: its plain hash tells nothing. */
function placeOf({ token, browserHash }) {
    return { kind: 'set-up', browserHash, boundTo: createHash('sha256').update(token).digest('base64url') };
}
//# sourceMappingURL=passkey-setup.js.map