import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a hook was told about one tool call, and whether it has reported what became of it. */
@Entity('hook_calls')
@Index('hook_calls_expires_at', ['expiresAt'])
@Check('hook_calls_decision', `decision IN ('allow', 'deny')`)
export class HookCall {
  /** Keyed hash of whose call it is: subject, client, plugin and the host's own id of the call. */
  @PrimaryColumn('text')
  key!: string;

  /** Keyed hash of what was asked; null while nothing was. */
  @Column('text', { nullable: true })
  question!: string | null;

  @Column('text', { nullable: true })
  decision!: 'allow' | 'deny' | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('text', { nullable: true })
  policyVersion!: string | null;

  /** Of the last decision. */
  @Column('uuid', { nullable: true })
  evidenceId!: string | null;

  /** Of the token with which it was asked. */
  @Column('uuid', { nullable: true })
  sid!: string | null;

  /** End of that token, and of an allow. */
  @Column('timestamptz', { nullable: true })
  allowedUntil!: Date | null;

  /** Evidence of what ran; null while nothing was reported. */
  @Column('uuid', { nullable: true })
  trackedId!: string | null;

  @Column('timestamptz')
  expiresAt!: Date;
}
