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
import { contextOf } from '../../http/request-context.js';
import { KeyRing } from '../../keys/key-ring.contract.js';
import { Settings } from '../../settings/settings.js';
import { gatePath } from '../gate-path.js';
import { framedCard, interfacesOf } from './agent-card.rules.js';
import { CARD_TYP, signedForm } from './card-signature.rules.js';
import { HiddenHosts } from './hidden-hosts.rules.js';
/** Makes an agent's card one of the gate's: our addresses, our ways to get a token, our signature. */
let FramedCards = class FramedCards {
    keys;
    settings;
    constructor(keys, settings) {
        this.keys = keys;
        this.settings = settings;
    }
    /** @param proto whether it is answered over HTTP+JSON */
    frame({ upstream }, request, card, proto = false) {
        const url = contextOf(request).base + gatePath(upstream.kind, upstream.name);
        const frame = {
            url,
            issuer: this.settings.PUBLIC_URL,
            scopes: upstream.requiredScopes,
            proto,
            hidden: new HiddenHosts([upstream.url, ...interfacesOf(card).map((one) => one.url)], url),
        };
        return framedCard(card, frame);
    }
    /** With our signature over it, which the issuer's key set verifies (A2A 1.0 §8.4). */
    async signed(card) {
        const form = signedForm(card);
        if (form === null)
            return card;
        const [header, , signature] = (await this.keys.sign(CARD_TYP, form)).split('.');
        return { ...card, signatures: [{ protected: header, signature }] };
    }
};
FramedCards = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [KeyRing,
        Settings])
], FramedCards);
export { FramedCards };
//# sourceMappingURL=framed-cards.js.map