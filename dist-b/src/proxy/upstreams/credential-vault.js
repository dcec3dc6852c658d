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
import { Clock } from '../../kernel/clock.js';
import { Secrets } from '../../settings/secrets.js';
/** A stored credential that this process cannot open. */
export class CredentialNotOpened extends Error {
    constructor(cause) {
        super('The credential cannot be opened: it was sealed under another KEY_ENCRYPTION_KEY, or for another server. ' +
            'Write it anew: PATCH the upstream with its credential and a value, or a client_secret.', { cause });
    }
}
/**
 * Seals the credentials that administrators write down, and opens them for a call. Each is bound to its upstream, to
 * its origin, and to the header or the token endpoint and client that it is for, so that whoever can write to the table cannot have it sent elsewhere.
 */
let CredentialVault = class CredentialVault {
    secrets;
    clock;
    constructor(secrets, clock) {
        this.secrets = secrets;
        this.clock = clock;
    }
    /** A static credential as it is stored. */
    written(place, name, value) {
        const header = name.toLowerCase();
        const sealedCredential = this.secrets.box.seal(sealName(place, header), Buffer.from(value));
        return { credential: { mode: 'static', header, set_at: this.now() }, sealedCredential };
    }
    /** The gate as a client of a foreign authorization server, with the client's secret, as it is stored. */
    writtenClient(place, client, secret) {
        const sealedCredential = this.secrets.box.seal(sealName(place, clientName(client)), Buffer.from(secret));
        return { credential: { ...client, set_at: this.now() }, sealedCredential };
    }
    /** @throws CredentialNotOpened */
    open(upstream, header) {
        return this.opened(upstream, header);
    }
    /** The client's secret. @throws CredentialNotOpened */
    openClient(upstream, credential) {
        return this.opened(upstream, clientName(credential));
    }
    now() {
        return new Date(this.clock.now()).toISOString();
    }
    opened(upstream, name) {
        try {
            if (upstream.sealedCredential === null)
                throw new Error('there is none');
            return this.secrets.box.open(sealName(upstream, name), upstream.sealedCredential).toString();
        }
        catch (cause) {
            throw new CredentialNotOpened(cause);
        }
    }
};
CredentialVault = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Secrets,
        Clock])
], CredentialVault);
export { CredentialVault };
/** No header is called so: what was sealed as one is never opened as the other. */
function clientName({ token_endpoint, client_id }) {
    return `token_exchange ${token_endpoint} ${client_id}`;
}
function sealName({ kind, name, url }, what) {
    return `upstream-credential:${kind}/${name} ${new URL(url).origin} ${what}`;
}
//# sourceMappingURL=credential-vault.js.map