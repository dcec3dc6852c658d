var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { jsx as _jsx } from "preact/jsx-runtime";
import { Injectable } from '@nestjs/common';
import { formActionOf } from '../http/pages/pages.js';
import { PASSKEY_SCRIPT } from '../http/pages/passkey-script.js';
import { RelyingParty } from '../identity/passkeys/relying-party.js';
import { SignInProviderStore } from '../identity/sign-in-providers/sign-in-provider.store.js';
import { SignInPage } from './sign-in.page.js';
/** Draws the sign-in page, with every way that there is just now. */
let SignInForms = class SignInForms {
    providers;
    party;
    constructor(providers, party) {
        this.providers = providers;
        this.party = party;
    }
    async drawn(stage, { status = 200, gone, ...shown }) {
        const { action, formToken, clientName, email = '', formAction = [] } = stage;
        const providers = await this.providers.offered();
        const origins = providers.map(({ authorizationEndpoint }) => formActionOf(authorizationEndpoint));
        const signal = ['signalUnknownCredential', { rpId: this.party.id, credentialId: gone ?? '' }];
        return {
            title: 'Sign in',
            status,
            body: (_jsx(SignInPage, { action: action, formToken: formToken, ...(clientName === undefined ? {} : { clientName }), email: email, passkeys: this.party.offered, providers: providers, signals: gone === undefined ? [] : [signal], ...shown })),
            formAction: [...new Set([...formAction, ...origins])],
            ...(this.party.offered ? { script: PASSKEY_SCRIPT, connects: true } : {}),
        };
    }
};
SignInForms = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [SignInProviderStore,
        RelyingParty])
], SignInForms);
export { SignInForms };
//# sourceMappingURL=sign-in-forms.js.map