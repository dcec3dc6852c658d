import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Clients are found by how their names and ids begin. */
export class ClientNames1764933000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX clients_name_prefix ON clients ((lower(client_name) COLLATE "C"))');
    await runner.query('CREATE INDEX clients_client_id_prefix ON clients (client_id COLLATE "C")');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
  }
}
