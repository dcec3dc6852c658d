import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { Clock } from '../../kernel/clock.js';

/** All SQL of `client_documents`. */
@Injectable()
export class ClientDocumentStore {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** Whether the document of a client was fetched so lately that it need not be asked for. */
  async isFresh(clientId: string): Promise<boolean> {
    const rows = await this.sql.rows(
      'client_document.fresh',
      'SELECT 1 FROM client_documents WHERE client_id = $1 AND fresh_until > $2',
      [clientId, new Date(this.clock.now())],
    );
    return rows.length === 1;
  }

  /** @param seconds for which it is fresh from now on */
  async fetched(clientId: string, seconds: number): Promise<void> {
    const now = this.clock.now();
    await this.sql.rows(
      'client_document.fetched',
      `INSERT INTO client_documents (client_id, fetched_at, fresh_until)
       SELECT client_id, $2, $3 FROM clients WHERE client_id = $1
       ON CONFLICT (client_id) DO UPDATE SET fetched_at = excluded.fetched_at, fresh_until = excluded.fresh_until`,
      [clientId, new Date(now), new Date(now + seconds * 1000)],
    );
  }
}
