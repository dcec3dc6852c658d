import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

export type Decision = 'allow' | 'deny' | 'done';

/** What was decided and why. Append-only: the service's role may insert and read, nothing else. */
@Entity('audit_events')
@Index('audit_events_sid', ['sid', 'id'], { where: 'sid IS NOT NULL' })
@Index('audit_events_client', { synchronize: false })
@Index('audit_events_sub', { synchronize: false })
@Index('audit_events_upstream', { synchronize: false })
@Index('audit_events_tool', { synchronize: false })
@Index('audit_events_txn', { synchronize: false })
@Index('audit_events_kind', { synchronize: false })
@Index('audit_events_decided', { synchronize: false })
@Index('audit_events_actors', { synchronize: false })
@Index('audit_events_opened', { synchronize: false })
@Index('audit_events_chain', ['writer', 'seq'])
@Check('audit_events_chained', 'num_nulls(writer, seq, prev, hash) = 0')
@Check('audit_events_decision', `decision IN ('allow', 'deny', 'done')`)
export class AuditEvent {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('timestamptz')
  at!: Date;

  /** What it is about, such as `token.issued` or `gate.call`. */
  @Column('text')
  kind!: string;

  @Column('text')
  decision!: Decision;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('text', { nullable: true })
  sub!: string | null;

  /** The chain of actors, RFC 8693 §4.1. */
  @Column('jsonb', { nullable: true })
  act!: unknown;

  @Column('text', { nullable: true })
  clientId!: string | null;

  @Column('uuid', { nullable: true })
  sid!: string | null;

  /** Sessions from which that one descends, the nearest first. */
  @Column('uuid', { array: true, nullable: true })
  ancestors!: string[] | null;

  @Column('text', { nullable: true })
  txn!: string | null;

  @Column('text', { nullable: true })
  resource!: string | null;

  @Column('text', { nullable: true })
  upstream!: string | null;

  @Column('text', { nullable: true })
  tool!: string | null;

  @Column('text', { nullable: true })
  rule!: string | null;

  @Column('text', { nullable: true })
  policyVersion!: string | null;

  @Column('text', { nullable: true })
  requestId!: string | null;

  @Column('text', { nullable: true })
  origin!: string | null;

  @Column('jsonb', { nullable: true })
  detail!: unknown;

  /** Its place in a chain; null in rows that are older than the chains. */
  @Column('uuid', { nullable: true })
  writer!: string | null;

  @Column('bigint', { nullable: true })
  seq!: string | null;

  /** Hash of the receipt before it. */
  @Column('bytea', { nullable: true })
  prev!: Buffer | null;

  /** SHA-256 over the canonical form of all of the above (RFC 8785). */
  @Column('bytea', { nullable: true })
  hash!: Buffer | null;
}
