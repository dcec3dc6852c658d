/** Metadata documents of clients: how old what is known of them is. */
export class ClientDocuments1764730000000 {
    async up(runner) {
        await runner.query(`CREATE TABLE client_documents (
      client_id text NOT NULL CONSTRAINT client_documents_pkey PRIMARY KEY
        CONSTRAINT client_documents_client REFERENCES clients (client_id) ON DELETE CASCADE,
      fetched_at timestamptz NOT NULL,
      fresh_until timestamptz NOT NULL)`);
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
//# sourceMappingURL=1764730000000-client-documents.js.map