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
import { Controller, Get, Param } from '@nestjs/common';
import { Administers } from '../http/access.js';
import { Problem } from '../kernel/problem.js';
import { definitions } from '../settings/definitions.js';
import { limits } from '../settings/limits.js';
import { Settings } from '../settings/settings.js';
/** What the process that answers was started with. */
let SettingsAdminController = class SettingsAdminController {
    settings;
    constructor(settings) {
        this.settings = settings;
    }
    /** All on one page: there are as many as there are. */
    list() {
        return { items: Object.keys(definitions).map((name) => this.setting(name)), next: null };
    }
    read(name) {
        if (!Object.hasOwn(definitions, name))
            throw Problem.notFound('setting');
        return this.setting(name);
    }
    /** How much is admitted in what time; all on one page. */
    limits() {
        return { items: Object.keys(limits).map((name) => this.limit(name)), next: null };
    }
    readLimit(name) {
        if (!Object.hasOwn(limits, name))
            throw Problem.notFound('limit');
        return this.limit(name);
    }
    setting(name) {
        const { doc, secret, default: fallback } = definitions[name];
        const { source, text } = this.settings.origins[name] ?? { source: 'default', text: null };
        const value = secret || text === null || text === '' ? null : withoutUser(text);
        return { name, description: doc, value, default: fallback, source, secret };
    }
    limit(name) {
        const { count, seconds } = this.settings[name];
        const { source } = this.settings.origins[name] ?? { source: 'default' };
        return { name, description: limits[name].doc, count, seconds, source };
    }
};
__decorate([
    Get('settings'),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", Object)
], SettingsAdminController.prototype, "list", null);
__decorate([
    Get('settings/:name'),
    __param(0, Param('name')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Object)
], SettingsAdminController.prototype, "read", null);
__decorate([
    Get('limits'),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", Object)
], SettingsAdminController.prototype, "limits", null);
__decorate([
    Get('limits/:name'),
    __param(0, Param('name')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Object)
], SettingsAdminController.prototype, "readLimit", null);
SettingsAdminController = __decorate([
    Controller('api/v1/admin'),
    Administers('settings'),
    __metadata("design:paramtypes", [Settings])
], SettingsAdminController);
export { SettingsAdminController };
/** A URL may bring a password, whatever it is for. */
function withoutUser(text) {
    return text.replaceAll(/:\/\/[^/\s]*@/g, '://…@');
}
//# sourceMappingURL=settings.admin.controller.js.map