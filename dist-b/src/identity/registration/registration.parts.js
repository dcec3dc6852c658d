import { ClientDocumentStore } from './client-document.store.js';
import { ClientDocuments } from './client-documents.js';
import { ClientRegistrationStore } from './client-registration.store.js';
import { DocumentedClients } from './documented-clients.js';
import { KnownClients } from './known-clients.js';
import { RegistrationTokenStore } from './registration-token.store.js';
import { RegistrationTokens } from './registration-tokens.js';
import { UnusedClientsJob } from './unused-clients.job.js';
/**
 * Parts of the identity module that let clients in which no administrator registered: by the document that their id is
 * the URL of, or because they registered themselves. They own no row of a client: that is the register's.
 */
export const registration = [
    ClientDocumentStore,
    DocumentedClients,
    ClientDocuments,
    KnownClients,
    ClientRegistrationStore,
    RegistrationTokenStore,
    RegistrationTokens,
    UnusedClientsJob,
];
//# sourceMappingURL=registration.parts.js.map