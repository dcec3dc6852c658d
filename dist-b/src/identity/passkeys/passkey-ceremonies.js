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
import { PASSKEY_ALGORITHMS } from './credential-key.rules.js';
import { CEREMONY_LASTS, PasskeyCeremonyStore } from './passkey-ceremony.store.js';
import { PasskeyStore } from './passkey.store.js';
import { RelyingParty } from './relying-party.js';
/** Begins ceremonies: what browsers read with `parseRequestOptionsFromJSON` and `parseCreationOptionsFromJSON`. */
let PasskeyCeremonies = class PasskeyCeremonies {
    store;
    passkeys;
    party;
    constructor(store, passkeys, party) {
        this.store = store;
        this.passkeys = passkeys;
        this.party = party;
    }
    /**
     * To sign in: the same for everybody, whoever they say they are. No credential is named, so that nobody learns who
     * exists, or who has passkeys (WebAuthn §14.6.2, §14.6.3).
     */
    async toSignIn(browserHash) {
        const challenge = await this.store.begin({ kind: 'sign-in', browserHash, boundTo: '' });
        return {
            challenge,
            rpId: this.party.id,
            allowCredentials: [],
            userVerification: 'required',
            timeout: CEREMONY_LASTS,
        };
    }
    /** To make a passkey for the person, that they can use without saying who they are. */
    async toRegister(person, place) {
        const handle = await this.passkeys.handleOf(person.id);
        const known = await this.passkeys.list(person.id);
        const challenge = await this.store.begin(place);
        return {
            challenge,
            rp: { id: this.party.id, name: this.party.name },
            user: { id: handle, name: person.email, displayName: person.name },
            pubKeyCredParams: PASSKEY_ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
            excludeCredentials: known.map(({ credentialId: id, transports }) => ({ type: 'public-key', id, transports })),
            authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
            attestation: 'none',
            extensions: { credProps: true },
            timeout: CEREMONY_LASTS,
        };
    }
};
PasskeyCeremonies = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [PasskeyCeremonyStore,
        PasskeyStore,
        RelyingParty])
], PasskeyCeremonies);
export { PasskeyCeremonies };
//# sourceMappingURL=passkey-ceremonies.js.map