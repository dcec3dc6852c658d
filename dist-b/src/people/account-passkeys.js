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
import { SignInWaysStore } from '../identity/credentials/sign-in-ways.store.js';
import { PasskeyRegister } from '../identity/passkeys/passkey-register.js';
import { RelyingParty } from '../identity/passkeys/relying-party.js';
import { SecondFactors } from '../identity/second-factor/second-factors.js';
import { Presence } from './presence.js';
/** What the account page shows of the ways in which a person signs in, and what it tells their browser of passkeys. */
let AccountPasskeys = class AccountPasskeys {
    register;
    ways;
    party;
    presence;
    factors;
    constructor(register, ways, party, presence, factors) {
        this.register = register;
        this.ways = ways;
        this.party = party;
        this.presence = presence;
        this.factors = factors;
    }
    async of(person) {
        const passkeys = await this.register.list(person.userId);
        const ids = passkeys.map(({ credentialId }) => credentialId);
        return {
            passkeys: passkeys.map(({ id, name, backupEligible: synced, createdAt: since, ...times }) => {
                const { lastUsedAt: used, suspectAt: suspect } = times;
                return { id, name, synced, since, used, suspect };
            }),
            offersPasskeys: this.party.offered,
            isPresent: this.presence.isFresh(person),
            hasPassword: (await this.ways.of(person.userId)).password,
            recoveryCodesLeft: (await this.factors.stateOf(person.userId))?.codesLeft ?? null,
            signals: this.party.offered ? await this.signals(person, ids) : [],
        };
    }
    async signals(person, allAcceptedCredentialIds) {
        const userId = await this.register.findHandle(person.userId);
        if (userId === null)
            return [];
        const of = { rpId: this.party.id, userId };
        return [
            ['signalAllAcceptedCredentials', { ...of, allAcceptedCredentialIds }],
            ['signalCurrentUserDetails', { ...of, name: person.email, displayName: person.name }],
        ];
    }
};
AccountPasskeys = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [PasskeyRegister,
        SignInWaysStore,
        RelyingParty,
        Presence,
        SecondFactors])
], AccountPasskeys);
export { AccountPasskeys };
//# sourceMappingURL=account-passkeys.js.map