var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { jsx as _jsx } from "preact/jsx-runtime";
import { Controller, Param, Post, Req, Res } from '@nestjs/common';
import { SigningIn } from '../http/access.js';
import { isUuid } from '../http/page-query.js';
import { Pages } from '../http/pages/pages.js';
import { seeOther } from '../http/see-other.js';
import { AccessKeyPage } from './access-key.page.js';
import { AccountKeyCreation } from './account-key-creation.js';
import { AccountKeys } from './account-keys.js';
import { AccountPages } from './account-pages.js';
import { addressOf } from './browser.js';
import { ACCOUNT, noSuchEntry, Visits } from './visits.js';
/** A person makes an access key for a script of theirs, or revokes one. */
let AccountKeysController = class AccountKeysController {
    visits;
    creation;
    keys;
    account;
    pages;
    constructor(visits, creation, keys, account, pages) {
        this.visits = visits;
        this.creation = creation;
        this.keys = keys;
        this.account = account;
        this.pages = pages;
    }
    /** A person makes an access key for a script of theirs. */
    async create(request, response) {
        const { form, person } = await this.visits.posted(request);
        if (person === null)
            return seeOther(response, '/sign-in');
        const outcome = await this.creation.attempt(person, form, addressOf(request));
        if ('wrong' in outcome) {
            return this.account.send(request, response, person, { keyWrong: outcome.wrong, keyValues: outcome.values });
        }
        const { text, row } = outcome.made;
        this.pages.send(response, {
            title: 'Your new access key',
            body: _jsx(AccessKeyPage, { name: row.name, text: text, until: row.expiresAt }),
        });
    }
    /** A person revokes an access key of theirs. */
    async revoke(id, request, response) {
        const { person } = await this.visits.posted(request);
        if (person === null)
            return seeOther(response, '/sign-in');
        if (!isUuid(id) || !(await this.keys.revoke(person, id)))
            throw noSuchEntry();
        seeOther(response, ACCOUNT);
    }
};
__decorate([
    Post(),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], AccountKeysController.prototype, "create", null);
__decorate([
    Post(':id/revoke'),
    __param(0, Param('id')),
    __param(1, Req()),
    __param(2, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", Promise)
], AccountKeysController.prototype, "revoke", null);
AccountKeysController = __decorate([
    Controller('account/access-keys'),
    SigningIn(),
    __metadata("design:paramtypes", [Visits,
        AccountKeyCreation,
        AccountKeys,
        AccountPages,
        Pages])
], AccountKeysController);
export { AccountKeysController };
//# sourceMappingURL=account-keys.controller.js.map