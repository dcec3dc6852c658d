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
import { signInPlace } from './sign-in-destinations.js';
import { SignInPages } from './sign-in-pages.js';
/** What whoever comes from a setup link has just done. */
const notices = new Map([
    ['1', 'Your password is set. Sign in with it.'],
    ['passkey', 'Your passkey is set. Sign in with it.'],
]);
/** Signing in to one's own account. An application's sign-in has a path of its own. */
let SignInController = class SignInController {
    pages;
    constructor(pages) {
        this.pages = pages;
    }
    /** The page to sign in to one's own account. An application's sign-in has a path of its own. */
    show(set, to, request, response) {
        const notice = notices.get(set);
        return this.pages.ask(request, response, signInPlace(to), notice === undefined ? {} : { notice });
    }
    /** A person signs in to their own account. */
    signIn(to, request, response) {
        return this.pages.attempt(request, response, signInPlace(to));
    }
};
__decorate([
    Get(),
    __param(0, Query('set')),
    __param(1, Query('to')),
    __param(2, Req()),
    __param(3, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, Object, Object]),
    __metadata("design:returntype", Promise)
], SignInController.prototype, "show", null);
__decorate([
    Post(),
    SigningIn(),
    __param(0, Query('to')),
    __param(1, Req()),
    __param(2, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, Object]),
    __metadata("design:returntype", Promise)
], SignInController.prototype, "signIn", null);
SignInController = __decorate([
    Controller('sign-in'),
    Anyone(),
    __metadata("design:paramtypes", [SignInPages])
], SignInController);
export { SignInController };
//# sourceMappingURL=sign-in.controller.js.map