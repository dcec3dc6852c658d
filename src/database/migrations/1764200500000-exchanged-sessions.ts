import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sessions say whether a token was exchanged for them. */
export class ExchangedSessions1764200500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // On the parent: every partition gets it, without being read.
    await runner.query('ALTER TABLE sessions ADD COLUMN exchanged boolean NOT NULL DEFAULT false');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
  }
}
