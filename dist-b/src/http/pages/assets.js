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
import { Brand } from './brand.js';
import { FORM_POST_SCRIPT, formPostScript } from './form-post-script.js';
import { hashedName } from './hashed-name.js';
import { icon } from './icon.js';
import { PASSKEY_SCRIPT, passkeyScript } from './passkey-script.js';
import { stylesheet } from './stylesheet.js';
/** The files that pages refer to, each under a name that changes with its content. */
let Assets = class Assets {
    stylesheetPath;
    iconPath;
    byPath = new Map();
    constructor(brand) {
        const style = stylesheet(brand.light, brand.dark);
        const picture = icon(brand.light);
        this.stylesheetPath = `/assets/${hashedName('style', 'css', style)}`;
        this.iconPath = `/assets/${hashedName('icon', 'svg', picture)}`;
        this.byPath.set(this.stylesheetPath, { type: 'text/css; charset=utf-8', body: style });
        this.byPath.set(this.iconPath, { type: 'image/svg+xml; charset=utf-8', body: picture });
        this.byPath.set(FORM_POST_SCRIPT, { type: 'text/javascript; charset=utf-8', body: formPostScript });
        this.byPath.set(PASSKEY_SCRIPT, { type: 'text/javascript; charset=utf-8', body: passkeyScript });
    }
    find(path) {
        return this.byPath.get(path) ?? null;
    }
};
Assets = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Brand])
], Assets);
export { Assets };
//# sourceMappingURL=assets.js.map