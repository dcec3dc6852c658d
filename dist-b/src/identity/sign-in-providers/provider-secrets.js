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
import { Secrets } from '../../settings/secrets.js';
/** The secret of a provider cannot be opened by this process. */
export class ProviderSecretNotOpened extends Error {
    constructor(cause) {
        super('The client secret cannot be opened: it was sealed under another KEY_ENCRYPTION_KEY, or for another provider. ' +
            'Write it anew: PATCH the provider with its client_secret.', { cause });
    }
}
/**
 * Seals what we prove ourselves with to providers. Bound to provider, issuer and client, so that whoever can write to the
 * table cannot have it sent elsewhere.
 */
let ProviderSecrets = class ProviderSecrets {
    secrets;
    constructor(secrets) {
        this.secrets = secrets;
    }
    seal(place, secret) {
        return this.secrets.box.seal(nameOf(place), Buffer.from(secret));
    }
    /** @throws ProviderSecretNotOpened */
    open(provider) {
        try {
            return this.secrets.box.open(nameOf(provider), provider.sealedSecret).toString();
        }
        catch (cause) {
            throw new ProviderSecretNotOpened(cause);
        }
    }
};
ProviderSecrets = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Secrets])
], ProviderSecrets);
export { ProviderSecrets };
function nameOf({ id, issuer, clientId }) {
    return `sign-in-provider:${id} ${issuer} ${clientId}`;
}
//# sourceMappingURL=provider-secrets.js.map