import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import type { Transaction } from '../../identity/changes.store.js';
import { keyedHash } from '../../kernel/one-time-secret.js';
import { Secrets } from '../../settings/secrets.js';

/** What an identifier is for: the same one may be used once for each. */
export type SpentKind = 'client_assertion' | 'id_jag' | 'workload' | 'dpop' | 'device_request' | 'logout_token';

const SPEND = 'INSERT INTO spent_ids (hash, expires_at) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING';

/** All SQL of `spent_ids`: identifiers that are good for one use, on whichever replica it happens. */
@Injectable()
export class SpentIds {
  private readonly key: Buffer;

  constructor(
    secrets: Secrets,
    private readonly sql: Sql,
  ) {
    this.key = secrets.key('spent-id');
  }

  /**
   * Spends an identifier by one conditional statement.
   * @param owner in whose space the identifier is unique, such as an issuer or a client
   * @param until when whatever carries it is refused for its age
   * @param transaction in which it is spent together with what it pays for; without one it is spent at once
   * @returns true for the first only
   */
  async spend(
    kind: SpentKind,
    owner: string,
    id: string,
    until: Date,
    transaction: Transaction | null = null,
  ): Promise<boolean> {
    // With the owner's length before it, so that no two pairs read the same.
    const hash = keyedHash(this.key, `${kind} ${owner.length} ${owner} ${id}`).toString('base64url');
    if (transaction === null) return (await this.sql.count('spent_id.spend', SPEND, [hash, until])) === 1;
    const rows = await transaction.query<unknown[]>(`${SPEND} RETURNING 1`, [hash, until]);
    return rows.length === 1;
  }
}
