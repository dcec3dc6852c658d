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
import { Anyone, SigningIn } from '../../http/access.js';
import { queryForm } from '../../http/form.js';
import { seeOther } from '../../http/see-other.js';
import { PageRefusal } from '../../kernel/page-refusal.js';
import { SignInPages } from '../../people/sign-in-pages.js';
import { Visits } from '../../people/visits.js';
import { ConnectAnswers } from './connect-answers.js';
import { connectPath, readConnectRequest } from './connect-request.js';
import { decisionOf, DevicePages } from './device-pages.js';
/**
 * A program on the person's computer asks for a code, and the person answers. The request is the query of the page and
 * of its forms, read anew each time; the form's token says that our page showed this very request to this very person.
 */
let ConnectController = class ConnectController {
    visits;
    signIns;
    answers;
    pages;
    constructor(visits, signIns, answers, pages) {
        this.visits = visits;
        this.signIns = signIns;
        this.answers = answers;
        this.pages = pages;
    }
    /** A program on the person's computer asks for a code by opening this page. */
    async look(request, response) {
        const asked = askedIn(request);
        const person = await this.visits.person(request);
        if (person === null || !this.answers.mayAllow(person)) {
            const again = person === null ? {} : { person };
            return this.signIns.ask(request, response, signInPlace(asked), again);
        }
        this.pages.connect(request, response, person, asked);
    }
    /** The person signs in, and is asked about the program. */
    signIn(request, response) {
        return this.signIns.attempt(request, response, signInPlace(askedIn(request)));
    }
    /** The person gives the program a code, or not. */
    async decide(request, response) {
        const asked = askedIn(request);
        const person = await this.visits.person(request);
        // Signed out meanwhile: the page says what to do first.
        if (person === null)
            return seeOther(response, connectPath(asked));
        const form = this.visits.form(request, decisionOf(person, asked));
        switch (form.one('decision')) {
            case 'allow':
                if (!this.answers.mayAllow(person))
                    return seeOther(response, connectPath(asked));
                return seeOther(response, await this.answers.allow(person, asked));
            case 'deny':
                return seeOther(response, await this.answers.deny(person, asked));
            case 'switch':
                this.visits.forget(response);
                return seeOther(response, connectPath(asked));
            default:
                throw new PageRefusal(400, 'Please choose', 'Go back, and allow or deny it.', 'invalid_request');
        }
    }
};
__decorate([
    Get(),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], ConnectController.prototype, "look", null);
__decorate([
    Post('sign-in'),
    SigningIn(),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], ConnectController.prototype, "signIn", null);
__decorate([
    Post(),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], ConnectController.prototype, "decide", null);
ConnectController = __decorate([
    Controller('account/devices/connect'),
    Anyone(),
    __metadata("design:paramtypes", [Visits,
        SignInPages,
        ConnectAnswers,
        DevicePages])
], ConnectController);
export { ConnectController };
function signInPlace(asked) {
    return { action: connectPath(asked, '/sign-in'), next: connectPath(asked), asks: { again: true } };
}
function askedIn(request) {
    return readConnectRequest(() => queryForm(request));
}
//# sourceMappingURL=connect.controller.js.map