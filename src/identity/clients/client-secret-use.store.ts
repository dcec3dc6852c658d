import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import type { SecretUse } from './client-secret-uses.js';

const HOUR = 3_600_000;

/** Writes to `client_secrets` when they were used. */
@Injectable()
export class ClientSecretUseStore {
  constructor(private readonly sql: Sql) {}

  /** One statement for all; once an hour for each secret at most, whichever replicas ask for it. */
  async write(uses: readonly SecretUse[]): Promise<void> {
    await this.sql.count(
      'client_secret.uses',
      // Locked in one order: two replicas never wait for each other.
      `UPDATE client_secrets s SET last_used_at = used.at
         FROM (SELECT secret.id, noted.at
                 FROM unnest($1::uuid[], $2::timestamptz[]) AS noted (id, at) JOIN client_secrets secret USING (id)
                WHERE secret.last_used_at IS NULL OR secret.last_used_at <= noted.at - $3 * interval '1 ms'
                ORDER BY secret.id FOR NO KEY UPDATE OF secret) AS used
        WHERE s.id = used.id`,
      [uses.map(({ id }) => id), uses.map(({ at }) => at), HOUR],
    );
  }
}
