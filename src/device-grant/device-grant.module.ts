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
@Module({
  imports: [IdentityModule, PeopleModule],
  controllers: [DeviceEntryController],
  providers: [DeviceAuthorizationStore, DeviceAuthorizations, DeviceEntry, DeviceEntryPages],
  exports: [DeviceAuthorizations],
})
export class DeviceGrantModule {}
