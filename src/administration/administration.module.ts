import { Global, Module } from '@nestjs/common';
import { KeptAnswers } from '../http/kept-answers.js';
import { KeptAnswerStore } from './kept-answers.store.js';

/**
 * Owns what the routes of administration have in common and that needs a database: answers that are kept for whoever did
 * not get them. Owns no thing that is administered: each is beside its own controller.
 */
@Global()
@Module({
  providers: [{ provide: KeptAnswers, useClass: KeptAnswerStore }],
  exports: [KeptAnswers],
})
export class AdministrationModule {}
