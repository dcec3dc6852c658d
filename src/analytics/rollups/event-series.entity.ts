import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What events are told apart by in counts; never a person. Facts have the kind `fact`, all others are evidence. */
@Entity('event_series')
export class EventSeries {
  /** Hash of all that follows but `seen_at`. */
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: string;

  @Column('text')
  decision!: string;

  @Column('text', { nullable: true })
  clientId!: string | null;

  @Column('text', { nullable: true })
  upstream!: string | null;

  @Column('text', { nullable: true })
  tool!: string | null;

  @Column('text', { nullable: true })
  rule!: string | null;

  /** Of what was denied. */
  @Column('text', { nullable: true })
  reason!: string | null;

  /** Of a fact: who would issue. */
  @Column('text', { nullable: true })
  source!: string | null;

  @Column('text', { nullable: true })
  grantType!: string | null;

  /** How a token is bound: `bearer`, `dpop`, `mtls`; `unknown` of receipts that do not say. */
  @Column('text', { nullable: true })
  binding!: string | null;

  @Column('text', { nullable: true })
  country!: string | null;

  /** How many act for one another before the subject (RFC 8693 §4.1). */
  @Column('smallint', { nullable: true })
  depth!: number | null;

  @Column('smallint', { nullable: true })
  status!: number | null;

  /** Place in the histogram of latencies. */
  @Column('smallint', { nullable: true })
  latencyBin!: number | null;

  /** When it last occurred, within a day. */
  @Column('timestamptz')
  seenAt!: Date;
}
