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
import { TrustedProxies } from '../kernel/trusted-proxies.js';
import { Settings } from '../settings/settings.js';
/** One way in for addresses: who calls, and which of our names was dialled (architecture rule 5). */
let PublicBases = class PublicBases {
    settings;
    proxies;
    byHost;
    constructor(settings) {
        this.settings = settings;
        this.proxies = new TrustedProxies(settings.TRUSTED_PROXIES);
        this.byHost = new Map(settings.publicBases.flatMap((base) => hostsOf(base).map((host) => [host, base])));
    }
    /** The base that was dialled if it is one of ours, else the issuer; a foreign `Host` never appears in an answer. */
    dialled(request) {
        const peer = request.socket.remoteAddress ?? '';
        const forwarded = this.proxies.forwardedHost(peer, single(request.headers['x-forwarded-host']));
        const host = (forwarded ?? request.headers.host ?? '').toLowerCase();
        return this.byHost.get(host) ?? this.settings.PUBLIC_URL;
    }
    /** The client's address. */
    address(request) {
        return this.proxies.clientAddress(request.socket.remoteAddress ?? '', single(request.headers['x-forwarded-for']));
    }
    /** Every value of a header that only a trusted proxy may set; from anybody else it is as if it were not there. */
    toldByProxy(request, name) {
        if (request.headers[name] === undefined || !this.proxies.trusts(request.socket.remoteAddress ?? ''))
            return [];
        return request.headersDistinct[name] ?? [];
    }
};
PublicBases = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Settings])
], PublicBases);
export { PublicBases };
/** The host as a client may write it: with the scheme's default port, or without. */
function hostsOf(base) {
    const { host, hostname, port, protocol } = new URL(base);
    return port === '' ? [host, `${hostname}:${protocol === 'https:' ? 443 : 80}`] : [host];
}
function single(header) {
    return Array.isArray(header) ? header.join(',') : header;
}
//# sourceMappingURL=public-bases.js.map