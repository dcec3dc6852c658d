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
import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { Anyone } from '../http/access.js';
import { isUuid } from '../http/page-query.js';
import { seeOther } from '../http/see-other.js';
import { AccountEndings } from './account-endings.js';
import { AccountPages } from './account-pages.js';
import { ACCOUNT, noSuchEntry, Visits } from './visits.js';
/** What a person sees of themselves: where they are signed in, who acts for them, what they allowed; each can be ended. */
let AccountController = class AccountController {
    visits;
    endings;
    account;
    constructor(visits, endings, account) {
        this.visits = visits;
        this.endings = endings;
        this.account = account;
    }
    /** A person's page of themselves: where they are signed in, who acts for them, what they allowed. */
    async show(request, response) {
        const person = await this.visits.person(request);
        if (person === null)
            return seeOther(response, '/sign-in');
        await this.account.send(request, response, person);
    }
    /** A person ends a session of theirs. */
    close(id, request, response) {
        return this.end(request, response, (person) => this.endings.session(person, id), id);
    }
    /** A person takes back what they allowed; what was opened by it ends. */
    withdraw(id, request, response) {
        return this.end(request, response, (person) => this.endings.consent(person, id), id);
    }
    /** A person signs out. */
    async signOut(request, response) {
        const { person } = await this.visits.posted(request);
        await this.visits.signOut(person, response);
        seeOther(response, '/sign-in');
    }
    async end(request, response, ending, id) {
        const { person } = await this.visits.posted(request);
        if (person === null)
            return seeOther(response, '/sign-in');
        const ended = isUuid(id) && (await ending(person));
        if (!ended)
            throw noSuchEntry();
        seeOther(response, ACCOUNT);
    }
};
__decorate([
    Get('account'),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], AccountController.prototype, "show", null);
__decorate([
    Post('account/sessions/:id/close'),
    __param(0, Param('id')),
    __param(1, Req()),
    __param(2, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", Promise)
], AccountController.prototype, "close", null);
__decorate([
    Post('account/consents/:id/withdraw'),
    __param(0, Param('id')),
    __param(1, Req()),
    __param(2, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", Promise)
], AccountController.prototype, "withdraw", null);
__decorate([
    Post('sign-out'),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], AccountController.prototype, "signOut", null);
AccountController = __decorate([
    Controller(),
    Anyone(),
    __metadata("design:paramtypes", [Visits,
        AccountEndings,
        AccountPages])
], AccountController);
export { AccountController };
//# sourceMappingURL=account.controller.js.map