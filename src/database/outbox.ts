import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Topic } from './outbox.entity.js';

/** Where replicas listen. A notification only says that there is something to read. */
export const CHANNEL = 'gatehouse_changes';
/** More are not listed: replicas then look at all that they hold. */
const MOST_IDS = 100;

/** Tells every replica of changes, by rows that stand or fall with the change itself (architecture rule 7). */
@Injectable()
export class Outbox {
  /**
   * Commits that notify wait for each other: for changes that end something, never for one that every token makes.
   * @param ids what has changed; null when anything of the topic may have
   */
  async add(transaction: EntityManager, topic: Topic, ids: readonly string[] | null): Promise<void> {
    await transaction.query(
      `INSERT INTO outbox (id, xid, topic, ids, at)
       VALUES (gen_random_uuid(), pg_current_xact_id()::text::bigint, $1, $2, clock_timestamp())
       RETURNING pg_notify('${CHANNEL}', '')`,
      [topic, ids !== null && ids.length > MOST_IDS ? null : ids],
    );
  }
}
