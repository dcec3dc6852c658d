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
import { withQuery } from '../../kernel/redirect-uri.js';
import { Presence } from '../../people/presence.js';
import { Settings } from '../../settings/settings.js';
import { OwnCodes } from './own-codes.js';
/**
 * What a program is answered, as the address at which it is: always with `iss`, so that it knows whose answer it is
 * (RFC 9207 §2), and with `state` as it came.
 */
let ConnectAnswers = class ConnectAnswers {
    presence;
    codes;
    settings;
    constructor(presence, codes, settings) {
        this.presence = presence;
        this.codes = codes;
        this.settings = settings;
    }
    /** Whether it is surely the person who sits there: what they allow lasts longer than their sign-in. */
    mayAllow(person) {
        return this.presence.isFresh(person);
    }
    /** @throws PageRefusal when no code can be made, or the person has answered it already */
    async allow(person, asked) {
        return this.answer(asked, ['code', await this.codes.allow(person, asked)]);
    }
    /** @throws PageRefusal when the person has answered it already */
    async deny(person, asked) {
        await this.codes.deny(person, asked);
        return this.answer(asked, ['error', 'access_denied']);
    }
    answer({ redirectUri, state }, answer) {
        return withQuery(redirectUri, [
            answer,
            ...(state === undefined ? [] : [['state', state]]),
            ['iss', this.settings.PUBLIC_URL],
        ]);
    }
};
ConnectAnswers = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Presence,
        OwnCodes,
        Settings])
], ConnectAnswers);
export { ConnectAnswers };
//# sourceMappingURL=connect-answers.js.map