import { Injectable } from '@nestjs/common';
import { Gathering } from '../../database/gathering.js';
import { Sql } from '../../database/sql.js';
import type { Transaction } from '../../identity/changes.store.js';
import { keyedHash } from '../../kernel/one-time-secret.js';
import { Secrets } from '../../settings/secrets.js';

/** What an identifier is for: the same one may be used once for each. */
export type SpentKind = 'client_assertion' | 'id_jag' | 'workload' | 'dpop' | 'device_request' | 'logout_token';

/** An identifier, and when it may be forgotten. */
interface Spent {
  readonly hash: string;
  readonly until: Date;
}

const SPEND = `INSERT INTO spent_ids (hash, expires_at) SELECT * FROM unnest($1::text[], $2::timestamptz[])
  ON CONFLICT (hash) DO NOTHING RETURNING hash`;

/** All SQL of `spent_ids`: identifiers that are good for one use, on whichever replica it happens. */
@Injectable()
export class SpentIds {
  private readonly key: Buffer;
  private readonly gathering = new Gathering<Spent, boolean>((ids) => this.spendAll(ids));

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
    if (transaction === null) return this.gathering.ask({ hash, until });
    const rows = await transaction.query<unknown[]>(SPEND, [[hash], [until]]);
    return rows.length === 1;
  }

  /** By one statement, for all who ask at the same moment: of those with the same identifier, for the first. */
  private async spendAll(ids: readonly Spent[]): Promise<boolean[]> {
    const first = new Map<string, Spent>();
    for (const id of ids) if (!first.has(id.hash)) first.set(id.hash, id);
    // In one order: two statements that spend the same identifiers never wait for each other in a circle.
    const ordered = [...first.values()].sort((a, b) => (a.hash < b.hash ? -1 : 1));
    const values = [ordered.map(({ hash }) => hash), ordered.map(({ until }) => until)];
    const spent = new Set(
      (await this.sql.rows<{ hash: string }>('spent_ids.spend', SPEND, values)).map(({ hash }) => hash),
    );
    return ids.map((id) => first.get(id.hash) === id && spent.has(id.hash));
  }
}
