import { Injectable } from '@nestjs/common';
import { DataSource, type FindOptionsWhere, MoreThan } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { keyedHash, newSecret } from '../../kernel/one-time-secret.js';
import type { PageRequest } from '../../kernel/page.js';
import { uuidv7 } from '../../kernel/uuid-v7.js';
import { Secrets } from '../../settings/secrets.js';
import type { Transaction } from '../changes.store.js';
import { RegistrationToken } from './registration-token.entity.js';

/** What an administrator decides about a token. */
export type RegistrationTokenFields = Pick<RegistrationToken, 'name' | 'ownerId' | 'usesLeft' | 'expiresAt'>;

/** All SQL of `registration_tokens`; of a token's text it stores the keyed hash. */
@Injectable()
export class RegistrationTokenStore {
  private readonly pepper: Buffer;

  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    secrets: Secrets,
  ) {
    this.pepper = secrets.key('registration-token');
  }

  /** @returns the row, and the text that is for the one answer alone */
  async insert(
    transaction: Transaction,
    fields: RegistrationTokenFields,
  ): Promise<{ readonly row: RegistrationToken; readonly text: string }> {
    const now = this.clock.now();
    const text = newSecret();
    const row = { ...fields, id: uuidv7(now), hash: this.hash(text), createdAt: new Date(now), lastUsedAt: null };
    await transaction.insert(RegistrationToken, row);
    return { row, text };
  }

  findById(id: string): Promise<RegistrationToken | null> {
    return this.source.manager.findOneBy(RegistrationToken, { id });
  }

  /** In the order of their ids, one more than the page's limit. */
  list({ after, limit }: PageRequest): Promise<RegistrationToken[]> {
    const where: FindOptionsWhere<RegistrationToken> = after === null ? {} : { id: MoreThan(after) };
    return this.source.manager.find(RegistrationToken, { where, order: { id: 'ASC' }, take: limit + 1 });
  }

  /** @returns whether there was one */
  async delete(transaction: Transaction, id: string): Promise<boolean> {
    const { affected } = await transaction.delete(RegistrationToken, { id });
    return affected === 1;
  }

  /** Whether a token would be taken, and who answers for what it registers. Nothing is spent. */
  async find(text: string): Promise<Pick<RegistrationToken, 'id' | 'ownerId'> | null> {
    const [row] = await this.source.manager.query<Pick<RegistrationToken, 'id' | 'ownerId'>[]>(
      `SELECT id, owner_id AS "ownerId" FROM registration_tokens WHERE hash = $1 AND uses_left > 0 AND expires_at > $2`,
      [this.hash(text), new Date(this.clock.now())],
    );
    return row ?? null;
  }

  /** One client more. @returns whether the token still allowed it */
  async spend(transaction: Transaction, id: string): Promise<boolean> {
    const [, spent] = await transaction.query<[unknown[], number]>(
      `UPDATE registration_tokens SET uses_left = uses_left - 1, last_used_at = $2
        WHERE id = $1 AND uses_left > 0 AND expires_at > $2`,
      [id, new Date(this.clock.now())],
    );
    return spent === 1;
  }

  private hash(text: string): string {
    return keyedHash(this.pepper, text).toString('base64url');
  }
}
