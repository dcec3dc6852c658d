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
import { formActionOf, Pages } from '../../http/pages/pages.js';
import { redirectPlace } from '../../kernel/redirect-uri.js';
import { Presence } from '../../people/presence.js';
import { Visits } from '../../people/visits.js';
import { Settings } from '../../settings/settings.js';
import { connectPath } from './connect-request.js';
import { ConnectPage } from './connect.page.js';
import { DeviceCodePage } from './device-code.page.js';
import { DevicesPage } from './devices.page.js';
import { OwnDevices } from './own-devices.js';
/** The pages on which people look after their devices. */
let DevicePages = class DevicePages {
    pages;
    visits;
    presence;
    devices;
    settings;
    host;
    constructor(pages, visits, presence, devices, settings) {
        this.pages = pages;
        this.visits = visits;
        this.presence = presence;
        this.devices = devices;
        this.settings = settings;
        this.host = new URL(settings.PUBLIC_URL).host;
    }
    async list(request, response, person, wrong) {
        const shown = {
            formToken: this.visits.formToken(request, response),
            devices: await this.devices.of(person),
            most: this.settings.BRIDGE_DEVICES,
            asksPassword: !this.presence.isFresh(person),
            mustConfirm: await this.presence.mustConfirm(person),
        };
        this.pages.send(response, {
            title: 'Your devices',
            wide: true,
            status: wrong === undefined ? 200 : 400,
            body: _jsx(DevicesPage, { person: person, wrong: wrong, ...shown }),
        });
    }
    code(response, code, deviceName) {
        const seconds = this.settings.BRIDGE_CODE_SECONDS;
        const body = _jsx(DeviceCodePage, { code: code, deviceName: deviceName, seconds: seconds, host: this.host });
        this.pages.send(response, { title: 'Your code', body });
    }
    connect(request, response, person, asked) {
        this.pages.send(response, {
            title: 'Connect a program',
            body: (_jsx(ConnectPage, { action: connectPath(asked), formToken: this.visits.formToken(request, response, decisionOf(person, asked)), person: person, deviceName: asked.deviceName, place: redirectPlace(asked.redirectUri).host, host: this.host, days: this.settings.BRIDGE_DEVICE_DAYS })),
            formAction: [formActionOf(asked.redirectUri)],
        });
    }
};
DevicePages = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Pages,
        Visits,
        Presence,
        OwnDevices,
        Settings])
], DevicePages);
export { DevicePages };
/** What a form of the page decides: this very request, by this very person. */
export function decisionOf({ userId }, asked) {
    return `${connectPath(asked)} ${userId}`;
}
//# sourceMappingURL=device-pages.js.map