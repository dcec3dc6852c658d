import { Injectable } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import type { Transaction } from '../../identity/changes.store.js';
import { currentTransaction } from '../../http/request-context.js';
import { Clock } from '../../kernel/clock.js';
import { keyedHash, newSecret } from '../../kernel/one-time-secret.js';
import { Secrets } from '../../settings/secrets.js';
import type { AuthorizationParameters } from './authorization-parameters.js';
import { AuthorizationRequest } from './authorization-request.entity.js';

/** Time that a person has, from the moment the browser arrives; seconds. */
const STARTED_SECONDS = 900;

/** An authorization request that waits for its person. */
export interface OpenRequest {
  readonly hash: string;
  readonly clientId: string;
  readonly parameters: AuthorizationParameters;
  readonly startedAt: Date;
  readonly consented: string | null;
  readonly txn: string;
}

/** All SQL of `authorization_requests`. */
@Injectable()
export class AuthorizationRequestStore {
  private readonly key: Buffer;

  constructor(
    secrets: Secrets,
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {
    this.key = secrets.key('authorization-request');
  }

  /** @param seconds until a browser must have come @returns its id: 256 random bits */
  async insert(clientId: string, parameters: AuthorizationParameters, seconds = STARTED_SECONDS): Promise<string> {
    const id = newSecret();
    const now = this.clock.now();
    await this.sql.rows(
      'authorization_request.insert',
      `INSERT INTO authorization_requests (hash, client_id, parameters, txn, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [
        this.hash(id),
        clientId,
        JSON.stringify(parameters),
        currentTransaction(now),
        new Date(now),
        new Date(now + seconds * 1000),
      ],
    );
    return id;
  }

  /** Whether a request waits under this id, of this client. */
  async waits(id: string, clientId: string): Promise<boolean> {
    const rows = await this.sql.rows(
      'authorization_request.waits',
      `SELECT 1 FROM authorization_requests
        WHERE hash = $1 AND client_id = $2 AND expires_at > $3 AND completed_at IS NULL`,
      [this.hash(id), clientId, this.now()],
    );
    return rows.length === 1;
  }

  /**
   * The request, if it waits, for the browser that comes with it: the first that comes is the only one that may finish.
   * @returns null when it is unknown, expired, completed, or another browser's
   */
  async open(id: string, browser: string): Promise<OpenRequest | null> {
    const [row] = await this.sql.rows<{ [Name in keyof OpenRequest]: OpenRequest[Name] }>(
      'authorization_request.open',
      `UPDATE authorization_requests
          SET started_at = coalesce(started_at, $3), browser = $2,
              expires_at = CASE WHEN started_at IS NULL THEN $4 ELSE expires_at END
        WHERE hash = $1 AND expires_at > $3 AND completed_at IS NULL AND (browser IS NULL OR browser = $2)
        RETURNING hash, client_id AS "clientId", parameters, started_at AS "startedAt", consented, txn`,
      [this.hash(id), browser, this.now(), new Date(this.clock.now() + STARTED_SECONDS * 1000)],
    );
    return row ?? null;
  }

  /** Notes to what exactly a person agreed. */
  async consent(transaction: Transaction, hash: string, consented: string): Promise<void> {
    await transaction.update(AuthorizationRequest, { hash }, { consented });
  }

  /** Answers it, once. @returns whether it still waited */
  async complete(transaction: Transaction, hash: string): Promise<boolean> {
    const [, completed] = await transaction.query<[unknown[], number]>(
      `UPDATE authorization_requests SET completed_at = $2
        WHERE hash = $1 AND completed_at IS NULL AND expires_at > $2`,
      [hash, this.now()],
    );
    return completed === 1;
  }

  private hash(id: string): string {
    return keyedHash(this.key, id).toString('base64url');
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
