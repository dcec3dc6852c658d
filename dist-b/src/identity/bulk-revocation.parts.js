import { AccessKeyRevocationAdminController } from './credentials/access-key-revocation.admin.controller.js';
import { ClientSecretRevocationAdminController } from './clients/client-secret-revocation.admin.controller.js';
import { ClientSecretRevocationStore } from './clients/client-secret-revocation.store.js';
import { ConsentRevocationAdminController } from './consents/consent-revocation.admin.controller.js';
import { SessionRevocationAdminController } from './sessions/session-revocation.admin.controller.js';
import { SessionRevocationStore } from './sessions/session-revocation.store.js';
/** Parts of the identity module that end whatever a filter finds. */
export const bulkRevocation = [ClientSecretRevocationStore, SessionRevocationStore];
export const bulkRevocationControllers = [
    AccessKeyRevocationAdminController,
    ClientSecretRevocationAdminController,
    ConsentRevocationAdminController,
    SessionRevocationAdminController,
];
//# sourceMappingURL=bulk-revocation.parts.js.map