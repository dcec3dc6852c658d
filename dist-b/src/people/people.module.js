var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { AccountEndings } from './account-endings.js';
import { AccountKeyCreation } from './account-key-creation.js';
import { AccountKeys } from './account-keys.js';
import { AccountKeysController } from './account-keys.controller.js';
import { AccountLists } from './account-lists.js';
import { AccountPages } from './account-pages.js';
import { AccountPasswordController } from './account-password.controller.js';
import { AccountConfirmController } from './account-confirm.controller.js';
import { AccountPasskeyChanges } from './account-passkey-changes.js';
import { AccountPasskeys } from './account-passkeys.js';
import { AccountPasskeysController } from './account-passkeys.controller.js';
import { AccountController } from './account.controller.js';
import { AccountSecondFactorController } from './account-second-factor.controller.js';
import { AccountSecondFactor } from './account-second-factor.js';
import { Browser } from './browser.js';
import { companySignIn, companySignInControllers } from './company/company.parts.js';
import { PasskeyOptionsController } from './passkey-options.controller.js';
import { PasskeyStep } from './passkey-step.js';
import { Presence } from './presence.js';
import { ReachableAcrs } from './reachable-acrs.js';
import { SetupPages } from './setup-pages.js';
import { SecondFactorPages } from './second-factor-pages.js';
import { SecondStep } from './second-step.js';
import { SetupController } from './setup.controller.js';
import { SignIn } from './sign-in.js';
import { SignInForms } from './sign-in-forms.js';
import { SignInOpening } from './sign-in-opening.js';
import { SignInPages } from './sign-in-pages.js';
import { SignInController } from './sign-in.controller.js';
import { Visits } from './visits.js';
import { WebSessions } from './web-sessions.js';
/**
 * Owns the pages by which people come in and look after what is theirs, and what tells one browser from another.
 * Owns no password, no consent and no session: it asks identity, and shows what came of it. What an application asks of
 * a person is the protocol's, which lets people in by the same door.
 */
let PeopleModule = class PeopleModule {
};
PeopleModule = __decorate([
    Module({
        imports: [IdentityModule],
        controllers: [
            SignInController,
            AccountController,
            AccountPasswordController,
            AccountKeysController,
            SetupController,
            ...companySignInControllers,
            AccountPasskeysController,
            AccountConfirmController,
            PasskeyOptionsController,
            AccountSecondFactorController,
        ],
        providers: [
            Browser,
            WebSessions,
            SignIn,
            SignInForms,
            SignInOpening,
            SignInPages,
            ...companySignIn,
            Visits,
            Presence,
            AccountLists,
            AccountEndings,
            AccountPages,
            AccountKeys,
            AccountKeyCreation,
            AccountPasskeys,
            AccountPasskeyChanges,
            ReachableAcrs,
            SetupPages,
            SecondStep,
            PasskeyStep,
            SecondFactorPages,
            AccountSecondFactor,
        ],
        exports: [Browser, WebSessions, SignInPages, Visits, Presence, ReachableAcrs],
    })
], PeopleModule);
export { PeopleModule };
//# sourceMappingURL=people.module.js.map