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
import { Controller, Get, Req, Res } from '@nestjs/common';
import { Problem } from '../../kernel/problem.js';
import { Anyone } from '../access.js';
import { Assets } from './assets.js';
import { Brand } from './brand.js';
/** A year: the longest that caches are asked to keep anything. */
const FOR_EVER = 'public, max-age=31536000, immutable';
/** What pages refer to: stylesheet, icon, script, logo. */
let AssetsController = class AssetsController {
    assets;
    brand;
    constructor(assets, brand) {
        this.assets = assets;
        this.brand = brand;
    }
    /**
     * The logo on every page. The operator's file; whoever opens an SVG as a page of its own finds its scripts and
     * references dead.
     */
    logo(response) {
        const { logo } = this.brand;
        if (logo === undefined)
            throw Problem.notFound('asset');
        response.set({
            'content-type': logo.type,
            'cache-control': 'public, max-age=3600',
            'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
            'cross-origin-resource-policy': 'same-origin',
        });
        response.send(logo.bytes);
    }
    /** Stylesheet, icon or script of the pages, under a name that changes with what is in it. */
    one(request, response) {
        const asset = this.assets.find(request.path);
        if (asset === null)
            throw Problem.notFound('asset');
        response.set({
            'content-type': asset.type,
            'cache-control': FOR_EVER,
            'cross-origin-resource-policy': 'same-origin',
        });
        response.send(asset.body);
    }
};
__decorate([
    Get('logo'),
    __param(0, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", void 0)
], AssetsController.prototype, "logo", null);
__decorate([
    Get(':name'),
    __param(0, Req()),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", void 0)
], AssetsController.prototype, "one", null);
AssetsController = __decorate([
    Controller('assets'),
    Anyone(),
    __metadata("design:paramtypes", [Assets,
        Brand])
], AssetsController);
export { AssetsController };
//# sourceMappingURL=assets.controller.js.map