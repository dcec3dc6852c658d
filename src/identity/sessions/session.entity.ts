import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

export const SESSION_SOURCES = ['oauth', 'web', 'bridge', 'api', 'cli', 'mcp'] as const;
export type SessionSource = (typeof SESSION_SOURCES)[number];

/**
 * One continuing act of authority; every token names a live one. Partitioned by id, which carries the time.
 * It refers to users and clients without foreign keys: it is written with every token, and outlives both.
 */
@Entity('sessions')
@Index('sessions_parent', ['parentId'], { where: 'parent_id IS NOT NULL' })
@Index('sessions_client', ['clientId'], { where: 'closed_at IS NULL' })
@Index('sessions_user', ['userId'], { where: 'closed_at IS NULL' })
@Check('sessions_source', `source IN ('oauth', 'web', 'bridge', 'api', 'cli', 'mcp')`)
export class Session {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { nullable: true })
  parentId!: string | null;

  @Column('text')
  source!: SessionSource;

  @Column('text')
  clientId!: string;

  /** The person behind it: the client's owner, or who signed in. */
  @Column('uuid', { nullable: true })
  userId!: string | null;

  /** Whether that person is behind it as the client's owner: then it ends when the client gets another. */
  @Column('boolean')
  asOwner!: boolean;

  @Column('text')
  subject!: string;

  @Column('text', { array: true })
  scope!: string[];

  @Column('text', { array: true })
  audience!: string[];

  /** Keyed hash of the address it was opened from. */
  @Column('text', { nullable: true })
  origin!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null;

  @Column('text', { nullable: true })
  closeReason!: string | null;
}
