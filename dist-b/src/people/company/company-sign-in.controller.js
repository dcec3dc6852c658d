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
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { SigningIn } from '../../http/access.js';
import { CALLBACK_PATH } from '../../identity/sign-in-providers/sign-in-provider.view.js';
import { CompanySignIns } from './company-sign-ins.js';
/** Where people come back to from a company's provider; they leave by a form of the sign-in page. */
let CompanySignInController = class CompanySignInController {
    signIns;
    constructor(signIns) {
        this.signIns = signIns;
    }
    finish(slug, request, response) {
        return this.signIns.finish(request, response, slug);
    }
};
__decorate([
    Get(':slug'),
    SigningIn(),
    __param(0, Param('slug')),
    __param(1, Req()),
    __param(2, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", Promise)
], CompanySignInController.prototype, "finish", null);
CompanySignInController = __decorate([
    Controller(CALLBACK_PATH),
    __metadata("design:paramtypes", [CompanySignIns])
], CompanySignInController);
export { CompanySignInController };
//# sourceMappingURL=company-sign-in.controller.js.map