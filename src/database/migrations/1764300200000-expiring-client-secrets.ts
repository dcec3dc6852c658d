import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Secrets of clients that end by themselves, once another has taken their place. */
export class ExpiringClientSecrets1764300200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
  }
}

const statements = [
  `ALTER TABLE client_secrets ADD COLUMN expires_at timestamptz`,
  `CREATE INDEX client_secrets_expires_at ON client_secrets (expires_at) WHERE expires_at IS NOT NULL`,
];
