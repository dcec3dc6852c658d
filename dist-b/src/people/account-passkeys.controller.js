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
import { Controller, Param, Post, Req, Res } from '@nestjs/common';
import { Signals } from '../analytics/analytics.contract.js';
import { SigningIn } from '../http/access.js';
import { isUuid } from '../http/page-query.js';
import { seeOther } from '../http/see-other.js';
import { PageRefusal } from '../kernel/page-refusal.js';
import { AccountPages } from './account-pages.js';
import { CONFIRM } from './account-parts.js';
import { AccountPasskeyChanges } from './account-passkey-changes.js';
import { Browser } from './browser.js';
import { deviceWords } from './device-words.js';
import { noSuchEntry, Visits } from './visits.js';
const LAST = 'This is your only way to sign in. Add another passkey first.';
const DELETED = 'The passkey is deleted. Other browsers in which you signed in by a passkey are signed out.';
/** A person adds, renames or deletes a passkey of theirs. */
let AccountPasskeysController = class AccountPasskeysController {
    visits;
    browser;
    changes;
    account;
    signals;
    constructor(visits, browser, changes, account, signals) {
        this.visits = visits;
        this.browser = browser;
        this.changes = changes;
        this.account = account;
        this.signals = signals;
    }
    /** The challenge for a passkey to be added, for the page's script. */
    async options(request, response) {
        const { person } = await this.visits.posted(request);
        if (person === null || !this.changes.mayChange(person))
            throw notNow();
        const options = await this.changes.options(person, this.browser.knownHash(request) ?? '');
        response.status(200).set('cache-control', 'no-store').json(options);
    }
    /** A person adds a passkey. */
    async add(request, response) {
        const visit = await this.visit(request, response);
        if (visit === null)
            return;
        const sent = {
            response: visit.form.one('passkey') ?? '',
            name: visit.form.one('passkey_name') ?? `Made with ${deviceWords(this.signals.of(request))}`,
        };
        const passkeyError = await this.changes.add(visit.person, this.browser.knownHash(request) ?? '', sent);
        const told = passkeyError === null ? { notice: 'You can sign in with your new passkey now.' } : { passkeyError };
        await this.account.send(request, response, visit.person, told);
    }
    /** A person renames a passkey of theirs. */
    async rename(id, request, response) {
        const visit = await this.visit(request, response);
        if (visit === null)
            return;
        const name = visit.form.one('passkey_name') ?? '';
        const passkeyError = isUuid(id) ? await this.changes.rename(visit.person, id, name) : undefined;
        if (passkeyError === undefined)
            throw noSuchEntry();
        const told = passkeyError === null ? { notice: 'The passkey has its new name.' } : { passkeyError };
        await this.account.send(request, response, visit.person, told);
    }
    /** A person deletes a passkey of theirs. */
    async remove(id, request, response) {
        const visit = await this.visit(request, response);
        if (visit === null)
            return;
        const outcome = isUuid(id) ? await this.changes.remove(visit.person, id) : 'unknown';
        if (outcome === 'unknown')
            throw noSuchEntry();
        const told = outcome === 'removed' ? { notice: DELETED } : { passkeyError: LAST };
        await this.account.send(request, response, visit.person, told);
    }
    /** Null when whoever sent the form must first prove who they are, and is on the way. */
    async visit(request, response) {
        const { form, person } = await this.visits.posted(request);
        if (person !== null && this.changes.mayChange(person))
            return { form, person };
        seeOther(response, person === null ? '/sign-in' : CONFIRM);
        return null;
    }
};
__decorate([
    Post('options'),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], AccountPasskeysController.prototype, "options", null);
__decorate([
    Post(),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], AccountPasskeysController.prototype, "add", null);
__decorate([
    Post(':id/rename'),
    __param(0, Param('id')),
    __param(1, Req()),
    __param(2, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", Promise)
], AccountPasskeysController.prototype, "rename", null);
__decorate([
    Post(':id/delete'),
    __param(0, Param('id')),
    __param(1, Req()),
    __param(2, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", Promise)
], AccountPasskeysController.prototype, "remove", null);
AccountPasskeysController = __decorate([
    Controller('account/passkeys'),
    SigningIn(),
    __metadata("design:paramtypes", [Visits,
        Browser,
        AccountPasskeyChanges,
        AccountPages,
        Signals])
], AccountPasskeysController);
export { AccountPasskeysController };
function notNow() {
    return new PageRefusal(403, 'Confirm it is you', 'Open your account again, and confirm that it is you.');
}
//# sourceMappingURL=account-passkeys.controller.js.map