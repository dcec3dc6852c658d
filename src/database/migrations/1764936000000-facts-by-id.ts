import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Facts are found by their ids, which tell their time, and of which the partitions are made: each fact paid for an index more. */
export class FactsById1764936000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX session_facts_at');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
  }
}
