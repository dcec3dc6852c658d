import { Injectable } from '@nestjs/common';
import { Gathering } from '../../database/gathering.js';
import { SharedRead } from '../../database/shared-read.js';
import { Sql } from '../../database/sql.js';
import type { Transaction } from '../../identity/changes.store.js';
import { lineageColumns } from '../../identity/sessions/lineage.rules.js';
import { Clock } from '../../kernel/clock.js';
import { keyedHash } from '../../kernel/one-time-secret.js';
import type { Lineage } from '../../kernel/lineage.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import type { Confirmation } from '../../kernel/token-binding.js';
import { Secrets } from '../../settings/secrets.js';
import { Settings } from '../../settings/settings.js';
import { freshToken, idOf, tokenText } from './refresh-token.rules.js';
import { RefreshToken } from './refresh-token.entity.js';
import type { RequestedClaims } from './requested-claims.js';

/** A refresh token that somebody presents, with its session, read at once. */
export interface FoundToken extends Lineage {
  readonly id: string;
  readonly clientId: string;
  /** Unless it is used before. */
  readonly expiresAt: Date;
  readonly usable: boolean;
  readonly usedAt: Date | null;
  readonly successorId: string | null;
  readonly successorUsed: boolean;
  /** Session open, person active. */
  readonly live: boolean;
  readonly sessionId: string;
  readonly parentId: string | null;
  readonly userId: string;
  readonly subject: string;
  /** The person's, now. */
  readonly roles: readonly string[];
  readonly scope: readonly string[];
  readonly resources: readonly string[];
  readonly sessionExpiresAt: Date;
  readonly authenticatedAt: Date;
  readonly acr: string;
  readonly amr: readonly string[];
  readonly claims: RequestedClaims | null;
  /** What the session is bound to. */
  readonly cnf: Confirmation | null;
}

/** With the keyed hash of its text. */
type KeptToken = FoundToken & { readonly hash: string };

/** A token to be spent, its successor, and what the session of both is bound to then. */
interface Rotation {
  readonly id: string;
  readonly hash: string;
  readonly next: string;
  /** Keyed hash of the successor's text. */
  readonly successor: string;
  readonly end: Date;
  readonly held: Confirmation | null;
}

const FIND = `SELECT r.id, r.hash, r.client_id AS "clientId", r.expires_at AS "expiresAt",
    r.expires_at > $2 AS usable, r.used_at AS "usedAt",
    r.successor_id AS "successorId", n.used_at IS NOT NULL AS "successorUsed",
    s.closed_at IS NULL AND s.expires_at > $2 AND u.status = 'active' AS live,
    s.id AS "sessionId", ${lineageColumns('s')}, s.parent_id AS "parentId", u.id AS "userId", u.roles, s.subject, s.scope,
    s.audience AS resources, s.expires_at AS "sessionExpiresAt", s.authenticated_at AS "authenticatedAt",
    s.acr, s.amr, s.claims, s.cnf
  FROM refresh_tokens r JOIN sessions s ON s.id = r.session_id JOIN users u ON u.id = s.user_id
  LEFT JOIN refresh_tokens n ON n.id = r.successor_id
 WHERE r.id = ANY($1::uuid[])`;

/** Each is spent once, whoever else presents it at the same moment, here or elsewhere; found by its key, however few there were. */
const ROTATE = `WITH asked AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb)
      AS asked (id uuid, hash text, next uuid, successor text, "end" timestamptz, held jsonb)),
  spent AS (
    UPDATE refresh_tokens r SET used_at = $2, successor_id = asked.next FROM asked
     WHERE r.id = ANY($3::uuid[]) AND r.id = asked.id AND r.hash = asked.hash AND r.used_at IS NULL AND r.expires_at > $2
    RETURNING r.session_id, r.client_id, asked.next, asked.successor, asked."end", asked.held),
  bound AS (
    UPDATE sessions s SET cnf = spent.held FROM spent
     WHERE s.id = spent.session_id AND s.cnf IS NULL AND jsonb_typeof(spent.held) = 'object')
  INSERT INTO refresh_tokens (id, hash, session_id, client_id, expires_at)
  SELECT next, successor, session_id, client_id, "end" FROM spent RETURNING id AS next`;

/** All SQL of `refresh_tokens`. A token's text is its id and a secret; only a keyed hash of it is kept. */
@Injectable()
export class RefreshTokenStore {
  private readonly key: Buffer;
  private readonly successorKey: Buffer;
  private readonly found = new SharedRead((ids) => this.read(ids));
  private readonly rotations = new Gathering<Rotation, boolean>((rotations) => this.rotateAll(rotations));

  constructor(
    secrets: Secrets,
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {
    this.key = secrets.key('refresh-token');
    this.successorKey = secrets.key('refresh-successor');
  }

  /** The first one of a session. @returns what the transaction has to do, once it may */
  first(
    sessionId: string,
    clientId: string,
    sessionEnd: Date,
  ): { text: string; write: (tx: Transaction) => Promise<void> } {
    const id = uuidv7(this.clock.now());
    const text = freshToken(id);
    const row = { id, hash: this.hash(text), sessionId, clientId, expiresAt: this.idleEnd(sessionEnd) };
    return { text, write: async (transaction) => void (await transaction.insert(RefreshToken, row)) };
  }

  /** Looks at a token without spending it; null when it is none. */
  async find(text: string): Promise<FoundToken | null> {
    const id = idOf(text);
    if (id === null) return null;
    const found = await this.found.find(id);
    // Whoever has the secret has the token: its id is no secret.
    return found !== null && found.hash === this.hash(text) ? found : null;
  }

  /**
   * Spends a token, writes its successor and binds the session of both, by one conditional statement.
   * @param held what it is bound to from now on; null leaves it a bearer's
   * @returns the successor's text, or null when somebody else was faster
   */
  async rotate(text: string, { id, sessionExpiresAt }: FoundToken, held: Confirmation | null): Promise<string | null> {
    const next = uuidv7(this.clock.now());
    const successor = this.successor(text, next);
    const end = this.idleEnd(sessionExpiresAt);
    const rotation: Rotation = { id, hash: this.hash(text), next, successor: this.hash(successor), end, held };
    // By itself, since it waits for whoever has its session: others would wait too, or both for each other in a circle.
    if (held !== null) return (await this.rotateAll([rotation]))[0] === true ? successor : null;
    return (await this.rotations.ask(rotation)) ? successor : null;
  }

  private async read(ids: readonly string[]): Promise<Map<string, KeptToken>> {
    const rows = await this.sql.rows<{ [Name in keyof KeptToken]: KeptToken[Name] }>('refresh_token.find', FIND, [
      ids,
      this.now(),
    ]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  private async rotateAll(rotations: readonly Rotation[]): Promise<boolean[]> {
    // In one order: two statements that spend the same tokens never wait for each other in a circle.
    const ordered = [...rotations].sort((a, b) => (a.id < b.id ? -1 : 1));
    const rows = await this.sql.rows<{ next: string }>('refresh_token.rotate', ROTATE, [
      JSON.stringify(ordered),
      this.now(),
      ordered.map(({ id }) => id),
    ]);
    const spent = new Set(rows.map(({ next }) => next));
    return rotations.map(({ next }) => spent.has(next));
  }

  /** The same text for whoever presents the same token: the secret is derived, and need not be kept (RFC 9700 §4.14). */
  successor(text: string, successorId: string): string {
    return tokenText(successorId, keyedHash(this.successorKey, text));
  }

  /** A token that is not rotated stays good for as long again. @returns whether it still was */
  async touch({ id, sessionExpiresAt }: FoundToken): Promise<boolean> {
    const touched = await this.sql.count(
      'refresh_token.touch',
      'UPDATE refresh_tokens SET expires_at = $3 WHERE id = $1 AND used_at IS NULL AND expires_at > $2',
      [id, this.now(), this.idleEnd(sessionExpiresAt)],
    );
    return touched === 1;
  }

  private idleEnd(sessionEnd: Date): Date {
    return new Date(Math.min(this.clock.now() + this.settings.REFRESH_TOKEN_SECONDS * 1000, sessionEnd.getTime()));
  }

  private hash(text: string): string {
    return keyedHash(this.key, text).toString('base64url');
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
