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
import { Controller, Get, Header, Query, Res } from '@nestjs/common';
import { Anyone } from '../access.js';
import { Pages } from '../pages/pages.js';
import { ApiDocsPage } from './api-docs.page.js';
import { ApiDocument } from './api-document.js';
/** What this interface is, for programs and for people. */
let ApiDocsController = class ApiDocsController {
    document;
    pages;
    constructor(document, pages) {
        this.document = document;
        this.pages = pages;
    }
    /** The OpenAPI document, version 3.1. */
    json() {
        return this.document.read();
    }
    /** This page: the same document for people; with `q` only the operations that have all of its words. */
    page(q, response) {
        const body = ApiDocsPage({ document: this.document.read(), asked: typeof q === 'string' ? q : '' });
        this.pages.send(response, { title: 'API', wide: true, body });
    }
};
__decorate([
    Get('openapi.json'),
    Header('Cache-Control', 'public, max-age=300'),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", Object)
], ApiDocsController.prototype, "json", null);
__decorate([
    Get('docs'),
    __param(0, Query('q')),
    __param(1, Res()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", void 0)
], ApiDocsController.prototype, "page", null);
ApiDocsController = __decorate([
    Controller('api'),
    Anyone(),
    __metadata("design:paramtypes", [ApiDocument,
        Pages])
], ApiDocsController);
export { ApiDocsController };
//# sourceMappingURL=api-docs.controller.js.map