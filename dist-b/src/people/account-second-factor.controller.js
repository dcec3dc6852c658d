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
import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { Anyone, SigningIn } from '../http/access.js';
import { seeOther } from '../http/see-other.js';
import { AccountSecondFactor } from './account-second-factor.js';
import { addressOf } from './browser.js';
import { SecondFactorPages } from './second-factor-pages.js';
import { SignInPages } from './sign-in-pages.js';
import { Visits } from './visits.js';
const HERE = '/account/second-factor';
const SIGN_IN = { action: `${HERE}/sign-in`, next: HERE };
/** A person sets up a second factor, makes other recovery codes, or removes it: never in a sign-in of long ago. */
let AccountSecondFactorController = class AccountSecondFactorController {
    visits;
    signIns;
    own;
    pages;
    constructor(visits, signIns, own, pages) {
        this.visits = visits;
        this.signIns = signIns;
        this.own = own;
        this.pages = pages;
    }
    /** A person's page of their second factor. */
    async show(request, response) {
        const person = await this.visits.person(request);
        if (person === null)
            return this.signIns.ask(request, response, SIGN_IN);
        if (!this.own.mayChange(person))
            return this.signIns.ask(request, response, SIGN_IN, { person });
        await this.pages.show(request, response, person);
    }
    /** The person signs in anew, which changing a second factor takes when the sign-in was long ago. */
    signIn(request, response) {
        return this.signIns.attempt(request, response, SIGN_IN);
    }
    /** A person sets up a second factor by its first code. The answer is the only one that ever shows the recovery codes. */
    async confirm(request, response) {
        const sent = await this.sent(request);
        if (sent === null)
            return seeOther(response, HERE);
        const { person, form } = sent;
        const outcome = await this.own.confirm(person, form.one('offer') ?? '', form.one('code') ?? '');
        if (outcome === 'over')
            return seeOther(response, HERE);
        if ('codes' in outcome)
            return this.pages.codes(response, outcome.codes);
        await this.pages.enrol(request, response, person, outcome);
    }
    /** A person makes other recovery codes. */
    async renew(request, response) {
        const sent = await this.sent(request);
        if (sent === null)
            return seeOther(response, HERE);
        const text = await this.fault(request, sent, 'renew');
        if (text !== null)
            return this.pages.show(request, response, sent.person, { form: 'renew', text });
        const codes = await this.own.renewCodes(sent.person);
        return codes === null ? seeOther(response, HERE) : this.pages.codes(response, codes);
    }
    /** A person removes their second factor. */
    async remove(request, response) {
        const sent = await this.sent(request);
        if (sent === null)
            return seeOther(response, HERE);
        const text = await this.fault(request, sent, 'remove');
        if (text !== null)
            return this.pages.show(request, response, sent.person, { form: 'remove', text });
        await this.own.remove(sent.person);
        seeOther(response, '/account');
    }
    /** The form of one of our pages; null when somebody must sign in first. */
    async sent(request) {
        const { form, person } = await this.visits.posted(request);
        return person === null || !this.own.mayChange(person) ? null : { person, form };
    }
    fault(request, { person, form }, which) {
        return this.own.fault(person, form.one(`${which}_code`), addressOf(request));
    }
};
__decorate([
    Get(),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], AccountSecondFactorController.prototype, "show", null);
__decorate([
    Post('sign-in'),
    SigningIn(),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], AccountSecondFactorController.prototype, "signIn", null);
__decorate([
    Post(),
    SigningIn(),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], AccountSecondFactorController.prototype, "confirm", null);
__decorate([
    Post('renew'),
    SigningIn(),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], AccountSecondFactorController.prototype, "renew", null);
__decorate([
    Post('remove'),
    SigningIn(),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], AccountSecondFactorController.prototype, "remove", null);
AccountSecondFactorController = __decorate([
    Controller('account/second-factor'),
    Anyone(),
    __metadata("design:paramtypes", [Visits,
        SignInPages,
        AccountSecondFactor,
        SecondFactorPages])
], AccountSecondFactorController);
export { AccountSecondFactorController };
//# sourceMappingURL=account-second-factor.controller.js.map