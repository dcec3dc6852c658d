import { ClientDocumentStore } from './client-document.store.js';
import { ClientDocuments } from './client-documents.js';
import { DocumentedClients } from './documented-clients.js';
import { KnownClients } from './known-clients.js';

/**
 * Parts of the identity module that register clients without an administrator: by the document that their id is the URL
 * of. They own no row of a client: that is the register's, whoever asks it.
 */
export const registration = [ClientDocumentStore, DocumentedClients, ClientDocuments, KnownClients];
