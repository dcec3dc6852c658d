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
import { Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { Anyone, SigningIn } from '../http/access.js';
import { seeOther } from '../http/see-other.js';
import { CONFIRM } from './account-parts.js';
import { signInPlace } from './sign-in-destinations.js';
import { SignInPages } from './sign-in-pages.js';
import { Visits } from './visits.js';
/** Somebody who is signed in proves once more that it is them, by any way that they have. */
let AccountConfirmController = class AccountConfirmController {
    visits;
    pages;
    constructor(visits, pages) {
        this.visits = visits;
        this.pages = pages;
    }
    /** The page where somebody who is signed in proves once more that it is them, by any way that they have. */
    async show(to, request, response) {
        const person = await this.visits.person(request);
        if (person === null)
            return seeOther(response, '/sign-in');
        return this.pages.ask(request, response, placeOf(to), { person });
    }
    /** Somebody who is signed in proves once more that it is them. */
    confirm(to, request, response) {
        return this.pages.attempt(request, response, placeOf(to));
    }
};
__decorate([
    Get(),
    __param(0, Query('to')),
    __param(1, Req()),
    __param(2, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, Object]),
    __metadata("design:returntype", Promise)
], AccountConfirmController.prototype, "show", null);
__decorate([
    Post(),
    SigningIn(),
    __param(0, Query('to')),
    __param(1, Req()),
    __param(2, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, Object]),
    __metadata("design:returntype", Promise)
], AccountConfirmController.prototype, "confirm", null);
AccountConfirmController = __decorate([
    Controller(CONFIRM),
    Anyone(),
    __metadata("design:paramtypes", [Visits,
        SignInPages])
], AccountConfirmController);
export { AccountConfirmController };
/** Leads on as the sign-in itself does. */
function placeOf(to) {
    const { action, next } = signInPlace(to);
    return { action: action.replace('/sign-in', CONFIRM), next, asks: { again: true } };
}
//# sourceMappingURL=account-confirm.controller.js.map