import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How often somebody failed to sign in under one key, and until when nobody may try. */
@Entity('sign_in_failures')
export class SignInFailure {
  /** Keyed hash of an e-mail address, alone or together with where it was tried from. */
  @PrimaryColumn('text')
  key!: string;

  @Column('integer')
  failures!: number;

  @Column('timestamptz', { nullable: true })
  lockedUntil!: Date | null;

  @Column('timestamptz')
  updatedAt!: Date;
}
