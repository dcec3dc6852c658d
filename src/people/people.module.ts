import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { AccountEndings } from './account-endings.js';
import { AccountLists } from './account-lists.js';
import { AccountPasswordController } from './account-password.controller.js';
import { AccountController } from './account.controller.js';
import { Browser } from './browser.js';
import { SetupController } from './setup.controller.js';
import { SignIn } from './sign-in.js';
import { SignInController } from './sign-in.controller.js';
import { Visits } from './visits.js';
import { WebSessions } from './web-sessions.js';

/**
 * Owns the pages by which people come in and look after what is theirs, and what tells one browser from another.
 * Owns no password, no consent and no session: it asks identity, and shows what came of it. What an application asks of
 * a person is the protocol's, which lets people in by the same door.
 */
@Module({
  imports: [IdentityModule],
  controllers: [SignInController, AccountController, AccountPasswordController, SetupController],
  providers: [Browser, WebSessions, SignIn, Visits, AccountLists, AccountEndings],
  exports: [Browser, WebSessions, SignIn],
})
export class PeopleModule {}
