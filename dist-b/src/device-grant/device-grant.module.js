var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { PeopleModule } from '../people/people.module.js';
import { DeviceAuthorizationStore } from './device-authorization.store.js';
import { DeviceAuthorizations } from './device-authorizations.js';
import { DeviceEntry } from './device-entry.js';
import { DeviceEntryController } from './device-entry.controller.js';
import { DeviceEntryPages } from './device-entry-pages.js';
/**
 * Owns what programs and people without a common screen need to meet (RFC 8628): one space of user codes, who waits under
 * them, how often they may be guessed, and the page on which they are entered. Owns nothing of what is allowed: it asks
 * whoever the program belongs to, through WaitingPrograms and WaitingClients, what to ask and what to make of the answer.
 */
let DeviceGrantModule = class DeviceGrantModule {
};
DeviceGrantModule = __decorate([
    Module({
        imports: [IdentityModule, PeopleModule],
        controllers: [DeviceEntryController],
        providers: [DeviceAuthorizationStore, DeviceAuthorizations, DeviceEntry, DeviceEntryPages],
        exports: [DeviceAuthorizations],
    })
], DeviceGrantModule);
export { DeviceGrantModule };
//# sourceMappingURL=device-grant.module.js.map