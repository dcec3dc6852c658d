var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { KeptAnswers } from '../http/kept-answers.js';
import { Changes } from '../identity/changes.store.js';
import { Jobs } from './jobs.js';
import { JobsAdminController } from './jobs.admin.controller.js';
import { KeptAnswerStore } from './kept-answers.store.js';
import { SettingsAdminController } from './settings.admin.controller.js';
/**
 * Owns what the routes of administration have in common and that needs a database: answers that are kept for whoever did
 * not get them. Owns no thing that is administered: each is beside its own controller.
 */
let AdministrationModule = class AdministrationModule {
};
AdministrationModule = __decorate([
    Global(),
    Module({
        imports: [DiscoveryModule],
        controllers: [SettingsAdminController, JobsAdminController],
        providers: [{ provide: KeptAnswers, useClass: KeptAnswerStore }, Changes, Jobs],
        exports: [KeptAnswers],
    })
], AdministrationModule);
export { AdministrationModule };
//# sourceMappingURL=administration.module.js.map