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
import { Controller, Post, Req, Res } from '@nestjs/common';
import { SigningIn } from '../http/access.js';
import { seeOther } from '../http/see-other.js';
import { PasswordChange } from '../identity/credentials/password-change.js';
import { AccountEndings } from './account-endings.js';
import { AccountPages } from './account-pages.js';
import { addressOf } from './browser.js';
import { Visits } from './visits.js';
const CHANGED = 'Your password is changed. You are signed out everywhere else, and what acted for you from there has ended, also by access keys.';
/** A person changes their password. */
let AccountPasswordController = class AccountPasswordController {
    visits;
    passwords;
    endings;
    account;
    constructor(visits, passwords, endings, account) {
        this.visits = visits;
        this.passwords = passwords;
        this.endings = endings;
        this.account = account;
    }
    async change(request, response) {
        const { form, person } = await this.visits.posted(request);
        if (person === null)
            return seeOther(response, '/sign-in');
        const passwordError = await this.fault(form, person, addressOf(request));
        const told = passwordError === null ? { notice: CHANGED } : { passwordError };
        await this.account.send(request, response, person, told);
    }
    /** One sentence, or null when the password is changed. */
    async fault(form, person, address) {
        const [current, next, again] = ['current_password', 'password', 'password_again'].map((name) => form.one(name));
        if (current === undefined || next === undefined)
            return 'Enter your current password and the new one.';
        if (next !== again)
            return 'The two new passwords are not the same.';
        const changed = await this.passwords.change({ id: person.userId, email: person.email, name: person.name }, { current, next, address, end: (transaction) => this.endings.everythingElse(transaction, person) });
        switch (changed.outcome) {
            case 'changed':
                return null;
            case 'wrong':
                return 'The current password is not right.';
            case 'locked':
                return `Too many attempts. Wait ${changed.retryAfter} seconds, then try again.`;
            case 'unfit':
                return changed.fault;
        }
    }
};
__decorate([
    Post(),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], AccountPasswordController.prototype, "change", null);
AccountPasswordController = __decorate([
    Controller('account/password'),
    SigningIn(),
    __metadata("design:paramtypes", [Visits,
        PasswordChange,
        AccountEndings,
        AccountPages])
], AccountPasswordController);
export { AccountPasswordController };
//# sourceMappingURL=account-password.controller.js.map