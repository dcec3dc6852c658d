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
import { GuardedFetch } from '../../outbound/guarded-fetch.js';
/** How the OpenID library speaks to providers: by the one guarded way out (architecture rule 4). */
let UpstreamFetch = class UpstreamFetch {
    guarded;
    constructor(guarded) {
        this.guarded = guarded;
    }
    /** @throws FetchRefused */
    fetch = async (url, { method, headers, body }) => {
        if (method !== 'GET' && method !== 'POST')
            throw new Error(`no provider is asked by ${method}`);
        const form = body instanceof URLSearchParams ? { body: body.toString() } : {};
        const { status, headers: answered, body: bytes, } = await this.guarded.send(url, {
            method,
            headers: { ...headers, accept: 'application/json' },
            ...form,
        });
        const lines = Object.entries(answered).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one]));
        // A status that has no body may not be given one.
        return new Response([204, 205, 304].includes(status) ? null : Uint8Array.from(bytes), { status, headers: lines });
    };
};
UpstreamFetch = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [GuardedFetch])
], UpstreamFetch);
export { UpstreamFetch };
//# sourceMappingURL=upstream-fetch.js.map