var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { Settings } from '../../settings/settings.js';
import { darkAccent, lightAccent } from './palette.js';
/** What is the operator's own on the pages: name, colour, logo, and the host that people should see in the address. */
let Brand = class Brand {
    name;
    host;
    light;
    dark;
    logo;
    constructor(settings) {
        this.name = settings.BRAND_NAME;
        this.host = new URL(settings.PUBLIC_URL).host;
        this.light = lightAccent(settings.BRAND_COLOR);
        this.dark = darkAccent(settings.BRAND_COLOR);
        this.logo = settings.BRAND_LOGO_FILE;
    }
};
Brand = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Settings])
], Brand);
export { Brand };
//# sourceMappingURL=brand.js.map