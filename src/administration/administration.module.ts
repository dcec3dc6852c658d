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
@Global()
@Module({
  imports: [DiscoveryModule],
  controllers: [SettingsAdminController, JobsAdminController],
  providers: [{ provide: KeptAnswers, useClass: KeptAnswerStore }, Changes, Jobs],
  exports: [KeptAnswers],
})
export class AdministrationModule {}
