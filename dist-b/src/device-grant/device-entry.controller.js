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
import { queryForm } from '../http/form.js';
import { seeOther } from '../http/see-other.js';
import { PageRefusal } from '../kernel/page-refusal.js';
import { addressOf } from '../people/browser.js';
import { Presence } from '../people/presence.js';
import { SignInPages } from '../people/sign-in-pages.js';
import { DeviceAuthorizations } from './device-authorizations.js';
import { DeviceEntry } from './device-entry.js';
import { DeviceEntryPages } from './device-entry-pages.js';
import { readUserCode } from './user-code.rules.js';
const DEVICE = '/device';
/** For whoever was sent here with a code: what they are about to confirm. */
const CAREFUL = 'The program that shows this code wants to administer. Sign in once more, and only if you have started it yourself.';
/**
 * A person enters the code that a program shows on a machine without a browser, and answers it (RFC 8628 §3.3). Every step
 * looks anew who is signed in and what waits under the code.
 */
let DeviceEntryController = class DeviceEntryController {
    signIns;
    presence;
    entry;
    authorizations;
    pages;
    constructor(signIns, presence, entry, authorizations, pages) {
        this.signIns = signIns;
        this.presence = presence;
        this.entry = entry;
        this.authorizations = authorizations;
        this.pages = pages;
    }
    /**
     * The page where a person enters the code that a device shows (RFC 8628 §3.3). A code that a link brings is filled in
     * and looked at by nobody: the person compares it, and sends it (RFC 8628 §3.3.1).
     */
    async look(request, response) {
        const person = await this.pages.person(request);
        const brought = broughtBy(request);
        if (person !== null && this.presence.isFresh(person)) {
            return this.pages.ask(request, response, person, brought === null ? {} : { typed: brought, brought });
        }
        await this.signIns.ask(request, response, signInPlace(brought), person === null ? {} : { person });
    }
    /** The person signs in, and enters the code again. */
    signIn(request, response) {
        return this.signIns.attempt(request, response, signInPlace(broughtBy(request)));
    }
    /** The person enters a code, and is asked about what waits under it. */
    async enter(request, response) {
        const sent = await this.sent(request);
        if (sent === null)
            return seeOther(response, DEVICE);
        const { person, form } = sent;
        const entry = { typed: form.one('user_code') ?? '', brought: form.one('brought') };
        const entered = await this.entry.enter(person, entry, addressOf(request));
        if ('found' in entered)
            return this.question(request, response, person, entered);
        if (entered.retryAfter !== undefined)
            response.set('retry-after', String(entered.retryAfter));
        const { status, error: wrong, typed } = entered;
        this.pages.ask(request, response, person, { status, wrong, typed: typed.slice(0, 32) });
    }
    /** The person lets the device in, or not. */
    async decide(request, response) {
        const sent = await this.sent(request);
        if (sent === null)
            return seeOther(response, DEVICE);
        const { person, form } = sent;
        const [decision, typed] = [form.one('decision'), form.one('user_code') ?? ''];
        if (decision === 'switch') {
            await this.authorizations.release(person, typed);
            this.pages.forget(response);
            return seeOther(response, DEVICE);
        }
        if (decision !== 'allow' && decision !== 'deny') {
            throw new PageRefusal(400, 'Please choose', 'Go back, and allow or deny it.', 'invalid_request');
        }
        const entered = await this.entry.enter(person, { typed }, addressOf(request));
        if (!('found' in entered))
            throw new PageRefusal(409, 'This is done already', entered.error);
        const { found, kind } = entered;
        if (decision === 'deny')
            await kind.deny(person, found);
        else if (!(await kind.allow(person, found, form.one('offer')))) {
            return this.question(request, response, person, entered);
        }
        this.pages.done(response, kind.farewell(decision === 'allow'));
    }
    /** What gives more than a sign-in of some minutes ago is worth takes one that is made for it. */
    async question(request, response, person, { found, kind }) {
        if (!(await kind.needsNewSignIn(person, found))) {
            return this.pages.decide(request, response, person, { found, kind });
        }
        await this.signIns.ask(request, response, signInPlace(found.userCode), { person, notice: CAREFUL });
    }
    /** The form of one of our pages; null when somebody must sign in first, and enter the code again. */
    async sent(request) {
        const person = await this.pages.person(request);
        if (person === null || !this.presence.isFresh(person))
            return null;
        return { person, form: this.pages.form(request, person) };
    }
};
__decorate([
    Get(),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], DeviceEntryController.prototype, "look", null);
__decorate([
    Post('sign-in'),
    SigningIn(),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], DeviceEntryController.prototype, "signIn", null);
__decorate([
    Post(),
    SigningIn(),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], DeviceEntryController.prototype, "enter", null);
__decorate([
    Post('decision'),
    SigningIn(),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], DeviceEntryController.prototype, "decide", null);
DeviceEntryController = __decorate([
    Controller('device'),
    Anyone(),
    __metadata("design:paramtypes", [SignInPages,
        Presence,
        DeviceEntry,
        DeviceAuthorizations,
        DeviceEntryPages])
], DeviceEntryController);
export { DeviceEntryController };
/** The code that a link has in its query; null when there is none, or it is no code. */
function broughtBy(request) {
    return readUserCode(queryForm(request).one('user_code') ?? '');
}
/** A code that a link has brought is not lost by signing in. */
function signInPlace(brought) {
    const query = brought === null ? '' : `?user_code=${brought}`;
    return { action: `${DEVICE}/sign-in${query}`, next: `${DEVICE}${query}`, asks: { again: true } };
}
//# sourceMappingURL=device-entry.controller.js.map