import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Metadata documents of clients: how old what is known of them is. */
export class ClientDocuments1764730000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE client_documents (
      client_id text NOT NULL CONSTRAINT client_documents_pkey PRIMARY KEY
        CONSTRAINT client_documents_client REFERENCES clients (client_id) ON DELETE CASCADE,
      fetched_at timestamptz NOT NULL,
      fresh_until timestamptz NOT NULL)`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
  }
}
