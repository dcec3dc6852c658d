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
import { Assets } from './assets.js';
import { Brand } from './brand.js';
import { pageDocument } from './layout.js';
/** Sends pages to people: the frame, and headers under which nothing foreign runs in it. */
let Pages = class Pages {
    brand;
    assets;
    constructor(brand, assets) {
        this.brand = brand;
        this.assets = assets;
    }
    send(response, content) {
        response.status(content.status ?? 200).set({
            'content-type': 'text/html; charset=utf-8',
            'cache-control': 'no-store',
            'content-security-policy': policyOf(content),
            'cross-origin-resource-policy': 'same-origin',
        });
        response.send(pageDocument(this.brand, this.assets, content));
    }
};
Pages = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Brand,
        Assets])
], Pages);
export { Pages };
/** The CSP source that lets a form end at this URL: its origin, or its scheme where there is no origin. */
export function formActionOf(url) {
    const { protocol, hostname, host } = new URL(url);
    // A source cannot name an IPv6 address (CSP 3 §2.3.1).
    return /^https?:$/.test(protocol) && !hostname.startsWith('[') ? `${protocol}//${host}` : protocol;
}
function policyOf({ formAction = [], script, connects }) {
    const foreign = formAction.find((source) => /[\s;,]/.test(source));
    if (foreign !== undefined)
        throw new Error(`not a CSP source: ${foreign}`);
    return [
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        ...(script === undefined ? [] : ["script-src 'self'"]),
        ...(connects === true ? ["connect-src 'self'"] : []),
        ["form-action 'self'", ...formAction].join(' '),
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ].join('; ');
}
//# sourceMappingURL=pages.js.map