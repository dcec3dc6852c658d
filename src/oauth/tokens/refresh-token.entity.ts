import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A refresh token; partitioned by its id, which is part of the token and carries the time. */
@Entity('refresh_tokens')
export class RefreshToken {
  @PrimaryColumn('uuid')
  id!: string;

  /** Keyed hash of the whole token. */
  @Column('text')
  hash!: string;

  @Column('uuid')
  sessionId!: string;

  @Column('text')
  clientId!: string;

  /** Unless it is used before. */
  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  usedAt!: Date | null;

  @Column('uuid', { nullable: true })
  successorId!: string | null;
}
