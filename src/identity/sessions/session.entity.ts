import type { Confirmation } from '../../kernel/token-binding.js';
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
@Index('sessions_sign_in', ['signInId'], { where: 'sign_in_id IS NOT NULL' })
@Index('sessions_user', ['userId'], { where: 'user_id IS NOT NULL' })
@Index('sessions_live', ['expiresAt'], { where: 'closed_at IS NULL' })
@Check('sessions_source', `source IN ('oauth', 'web', 'bridge', 'api', 'cli', 'mcp')`)
export class Session {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { nullable: true })
  parentId!: string | null;

  /** Sessions from which it was opened, the nearest first: its parent, that one's, and so on; null in old rows. */
  @Column('uuid', { array: true, nullable: true })
  ancestors!: string[] | null;

  /** The transaction that it is part of, which it passes on to what is opened from it; null in old rows. */
  @Column('uuid', { nullable: true })
  txn!: string | null;

  @Column('text')
  source!: SessionSource;

  /** Null for a person's sign-in at a browser. */
  @Column('text', { nullable: true })
  clientId!: string | null;

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

  /** When the person signed in, by which class and which methods (OpenID Connect Core §2, `auth_time acr amr`). */
  @Column('timestamptz', { nullable: true })
  authenticatedAt!: Date | null;

  @Column('text', { nullable: true })
  acr!: string | null;

  @Column('text', { array: true, nullable: true })
  amr!: string[] | null;

  /** Whether a token was exchanged for it: then nobody was asked for it. */
  @Column('boolean', { default: false })
  exchanged!: boolean;

  /** The sign-in at a browser that ID tokens of this session name; it may end before the session does, or after. */
  @Column('uuid', { nullable: true })
  signInId!: string | null;

  /** Claims that the client asked for by name (OpenID Connect Core §5.5). */
  @Column('jsonb', { nullable: true })
  claims!: Readonly<Record<string, unknown>> | null;

  /** What its tokens are bound to: a session that is bound gives no token that is not. */
  @Column('jsonb', { nullable: true })
  cnf!: Confirmation | null;
}
