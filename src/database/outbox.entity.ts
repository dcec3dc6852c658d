import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a change is about. */
export type Topic = 'sessions' | 'upstreams' | 'bans';

/** A change that every replica is told of. Rows are of use for an hour. */
@Entity('outbox')
@Index('outbox_xid', ['xid'])
@Index('outbox_at', ['at'])
export class OutboxRow {
  @PrimaryColumn('uuid')
  id!: string;

  /** Number of the transaction that wrote it (pg_current_xact_id): times and sequences commit out of order. */
  @Column('bigint')
  xid!: string;

  @Column('text')
  topic!: Topic;

  /** What has changed; null for more than can be listed: anything of the topic may have. */
  @Column('text', { array: true, nullable: true })
  ids!: string[] | null;

  /** By the clock of the database. */
  @Column('timestamptz')
  at!: Date;
}
