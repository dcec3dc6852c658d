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
import { MessagePage } from '../http/pages/message.page.js';
import { Pages } from '../http/pages/pages.js';
import { addressKey } from '../kernel/trusted-proxies.js';
import { addressOf } from '../people/browser.js';
import { Visits } from '../people/visits.js';
import { DeviceEntryPage } from './device-entry.page.js';
/** The pages on which people let in programs that run where no browser is, and who comes to them. */
let DeviceEntryPages = class DeviceEntryPages {
    pages;
    visits;
    constructor(pages, visits) {
        this.pages = pages;
        this.visits = visits;
    }
    /** Who is signed in; null when nobody is. */
    person(request) {
        return this.visits.person(request);
    }
    /** @throws PageRefusal 403 when no page that was made for this person sent it from this browser */
    form(request, person) {
        return this.visits.form(request, entryOf(person));
    }
    forget(response) {
        this.visits.forget(response);
    }
    ask(request, response, person, { status = 200, ...shown } = {}) {
        const formToken = this.visits.formToken(request, response, entryOf(person));
        const body = _jsx(DeviceEntryPage, { formToken: formToken, person: person, ...shown });
        this.pages.send(response, { title: 'Connect a device', status, body });
    }
    async decide(request, response, person, { found, kind }) {
        const formToken = this.visits.formToken(request, response, entryOf(person));
        const isNear = addressKey(found.address) === addressKey(addressOf(request));
        this.pages.send(response, await kind.question(person, found, { formToken, isNear }));
    }
    done(response, said) {
        this.pages.send(response, { title: said.heading, body: _jsx(MessagePage, { ...said }) });
    }
};
DeviceEntryPages = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Pages,
        Visits])
], DeviceEntryPages);
export { DeviceEntryPages };
/** What the forms of these pages are for: what this very person decides. */
function entryOf({ userId }) {
    return `/device ${userId}`;
}
//# sourceMappingURL=device-entry-pages.js.map