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
import { Settings } from '../../settings/settings.js';
/** Who Gatehouse is to authenticators (WebAuthn §4): a host, and the origins from which its pages may speak. */
let RelyingParty = class RelyingParty {
    /** Host of the issuer: passkeys are bound to it for ever. */
    id;
    name;
    /** Exact, with their ports: the issuer's, and those of its aliases at which browsers allow passkeys. */
    origins;
    /** Whether there can be passkeys at all: they are bound to a domain, and an address is none (WebAuthn §5.1.3). */
    offered;
    constructor(settings) {
        const issuer = new URL(settings.PUBLIC_URL);
        this.id = issuer.hostname;
        this.name = settings.BRAND_NAME;
        this.offered = allowsPasskeys(issuer);
        const aliases = settings.PUBLIC_URL_ALIASES.map((alias) => new URL(alias));
        this.origins = this.offered ? [issuer, ...aliases].filter(allowsPasskeys).map(({ origin }) => origin) : [];
    }
};
RelyingParty = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Settings])
], RelyingParty);
export { RelyingParty };
function allowsPasskeys({ protocol, hostname }) {
    const address = hostname.startsWith('[') || /^[\d.]+$/.test(hostname);
    return !address && (protocol === 'https:' || hostname === 'localhost' || hostname.endsWith('.localhost'));
}
//# sourceMappingURL=relying-party.js.map