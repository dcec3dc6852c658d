var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { jsx as _jsx } from "preact/jsx-runtime";
import { Injectable } from '@nestjs/common';
import { MessagePage } from '../../http/pages/message.page.js';
import { Pages } from '../../http/pages/pages.js';
import { contextOf } from '../../http/request-context.js';
const BELIEVED = 'This sign-in cannot go on';
const NOT_YOU = 'You cannot sign in here yet';
const words = {
    denied: {
        status: 403,
        heading: 'You were not signed in',
        text: (name) => `${name} did not let you in, or you said no there. You can try again, or sign in another way.`,
    },
    away: {
        status: 503,
        heading: 'Back in a moment',
        text: (name) => `${name} does not answer at this moment. Try again shortly, or sign in another way.`,
    },
    misconfigured: {
        status: 502,
        heading: BELIEVED,
        text: (name) => `${name} and this place do not understand each other. An administrator can mend that.`,
    },
    not_believed: {
        status: 502,
        heading: BELIEVED,
        text: (name) => `The answer of ${name} could not be confirmed. Try again; if it stays so, tell an administrator.`,
    },
    malformed: {
        status: 502,
        heading: BELIEVED,
        text: (name) => `${name} did not say who you are in a way that is understood here. Tell an administrator.`,
    },
    too_old: {
        status: 403,
        heading: 'Please sign in once more there',
        text: (name) => `This needs a fresh sign-in, and ${name} did not ask you for one. Try again.`,
    },
    domain: {
        status: 403,
        heading: NOT_YOU,
        text: (name) => `${name} signs in people with a verified e-mail address of the company, and named no such address for you.`,
    },
    inactive: {
        status: 403,
        heading: 'Your account is not active',
        text: () => 'An administrator can activate it again.',
    },
    unknown: {
        status: 403,
        heading: NOT_YOU,
        text: (name) => `Nobody here is known by what ${name} calls you. Ask an administrator to add you.`,
    },
    taken: {
        status: 403,
        heading: NOT_YOU,
        text: (name) => `Your account here is not linked to ${name}. Sign in the usual way, or ask an administrator.`,
    },
    no_roles: {
        status: 403,
        heading: NOT_YOU,
        text: (name) => `${name} says nothing of you by which you may do anything here. Ask an administrator.`,
    },
    changed: {
        status: 403,
        heading: BELIEVED,
        text: () => 'Something about your account was changed in this very moment. Try again.',
    },
};
/** Tells people why a company's provider did not bring them in, and lets them go on. */
let CompanyPages = class CompanyPages {
    pages;
    constructor(pages) {
        this.pages = pages;
    }
    /** @param next where the sign-in began, and begins anew */
    refuse(request, response, of) {
        const { status, heading, text } = words[of.reason];
        const body = (_jsx(MessagePage, { heading: heading, text: text(of.name), requestId: contextOf(request).requestId, action: { href: of.next, label: 'Try again' } }));
        this.pages.send(response, { status, title: heading, body });
    }
};
CompanyPages = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Pages])
], CompanyPages);
export { CompanyPages };
//# sourceMappingURL=company-pages.js.map