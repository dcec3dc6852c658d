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
import { PASSKEY_SCRIPT } from '../http/pages/passkey-script.js';
import { Pages } from '../http/pages/pages.js';
import { AccountKeys } from './account-keys.js';
import { AccountPasskeys } from './account-passkeys.js';
import { AccountLists } from './account-lists.js';
import { AccountPage } from './account.page.js';
import { Visits } from './visits.js';
/** Shows people their account as it is now, and what came of the form that they sent. */
let AccountPages = class AccountPages {
    visits;
    lists;
    keys;
    passkeys;
    pages;
    constructor(visits, lists, keys, passkeys, pages) {
        this.visits = visits;
        this.lists = lists;
        this.keys = keys;
        this.passkeys = passkeys;
        this.pages = pages;
    }
    async send(request, response, person, told = {}) {
        const formToken = this.visits.formToken(request, response);
        const passkeys = await this.passkeys.of(person);
        const shown = { ...(await this.lists.of(person)), ...(await this.keys.of(person)), ...passkeys, ...told };
        const wrong = [told.passwordError, told.passkeyError, told.keyWrong].some((one) => one !== undefined);
        this.pages.send(response, {
            title: 'Your account',
            wide: true,
            status: wrong ? 400 : 200,
            body: _jsx(AccountPage, { person: person, formToken: formToken, ...shown }),
            ...(passkeys.offersPasskeys ? { script: PASSKEY_SCRIPT, connects: true } : {}),
        });
    }
};
AccountPages = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Visits,
        AccountLists,
        AccountKeys,
        AccountPasskeys,
        Pages])
], AccountPages);
export { AccountPages };
//# sourceMappingURL=account-pages.js.map