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
import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { Anyone, SigningIn } from '../../http/access.js';
import { isUuid } from '../../http/page-query.js';
import { seeOther } from '../../http/see-other.js';
import { Problem } from '../../kernel/problem.js';
import { addressOf } from '../../people/browser.js';
import { Presence } from '../../people/presence.js';
import { signInPath } from '../../people/sign-in-destinations.js';
import { noSuchEntry, Visits } from '../../people/visits.js';
import { deviceNameFault } from './device-name.js';
import { DevicePages } from './device-pages.js';
import { OwnCodes } from './own-codes.js';
import { OwnDevices } from './own-devices.js';
/** A person sees their devices, revokes one, or makes a code for another. */
let AccountDevicesController = class AccountDevicesController {
    visits;
    presence;
    devices;
    codes;
    pages;
    constructor(visits, presence, devices, codes, pages) {
        this.visits = visits;
        this.presence = presence;
        this.devices = devices;
        this.codes = codes;
        this.pages = pages;
    }
    /** A person's page of their devices. */
    async show(request, response) {
        const person = await this.visits.person(request);
        if (person === null)
            return seeOther(response, signInPath('devices'));
        await this.pages.list(request, response, person);
    }
    /** A person makes a code for another device. The answer is the only one that ever shows the code. */
    async connect(request, response) {
        const { form, person } = await this.visits.posted(request);
        if (person === null)
            return seeOther(response, signInPath('devices'));
        const deviceName = form.one('device_name') ?? null;
        const wrong = await this.fault(person, form, addressOf(request));
        const outcome = wrong === null ? await this.make(person, deviceName) : { wrong };
        if ('code' in outcome)
            return this.pages.code(response, outcome.code, deviceName);
        await this.pages.list(request, response, person, { ...outcome.wrong, deviceName: deviceName ?? undefined });
    }
    /** A person revokes a device of theirs. */
    async revoke(id, request, response) {
        const { person } = await this.visits.posted(request);
        if (person === null)
            return seeOther(response, signInPath('devices'));
        if (!isUuid(id) || !(await this.devices.revoke(person, id)))
            throw noSuchEntry();
        seeOther(response, '/account/devices');
    }
    async fault(person, form, address) {
        const named = deviceNameFault(form.one('device_name') ?? null);
        if (named !== null)
            return { field: 'device_name', text: `The device name ${named}.` };
        const proof = { password: form.one('password'), address };
        const text = await this.presence.fault(person, proof, 'bridge_code.issue_refused');
        return text === null ? null : { field: 'password', text };
    }
    async make(person, deviceName) {
        try {
            return { code: (await this.codes.carried(person, deviceName)).code };
        }
        catch (error) {
            if (!(error instanceof Problem))
                throw error;
            return { wrong: { text: error.detail } };
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
], AccountDevicesController.prototype, "show", null);
__decorate([
    Post(),
    SigningIn(),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], AccountDevicesController.prototype, "connect", null);
__decorate([
    Post(':id/revoke'),
    __param(0, Param('id')),
    __param(1, Req()),
    __param(2, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String, Object, Object]),
    __metadata("design:returntype", Promise)
], AccountDevicesController.prototype, "revoke", null);
AccountDevicesController = __decorate([
    Controller('account/devices'),
    Anyone(),
    __metadata("design:paramtypes", [Visits,
        Presence,
        OwnDevices,
        OwnCodes,
        DevicePages])
], AccountDevicesController);
export { AccountDevicesController };
//# sourceMappingURL=account-devices.controller.js.map