import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a foreign authorization server gave for the calls of one session to one upstream, and who is asking it anew. */
@Entity('upstream_tokens')
@Index('upstream_tokens_expires_at', ['expiresAt'])
@Check('upstream_tokens_answer', '(answer_id IS NULL) = (sealed IS NULL)')
@Check('upstream_tokens_turn', '(turn IS NULL) = (turn_until IS NULL)')
export class UpstreamToken {
  @PrimaryColumn('uuid')
  upstreamId!: string;

  /** Hash of whose it is: version of the upstream, session, subject and actors. */
  @PrimaryColumn('text')
  holder!: string;

  /** Null for the gate's own. */
  @Column('uuid', { nullable: true })
  sid!: string | null;

  /** Another one with each answer; null until there is one. */
  @Column('uuid', { nullable: true })
  answerId!: string | null;

  /** Access token, its end, and the refresh token if there is one, under the key-encryption key. */
  @Column('bytea', { nullable: true })
  sealed!: Buffer | null;

  /** Of the process that asks the authorization server now; the others wait. */
  @Column('uuid', { nullable: true })
  turn!: string | null;

  /** When the others no longer wait for it. */
  @Column('timestamptz', { nullable: true })
  turnUntil!: Date | null;

  @Column('timestamptz')
  expiresAt!: Date;
}
