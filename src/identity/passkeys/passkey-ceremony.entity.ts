import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a challenge is for: to sign in, to add a passkey where one is signed in, or by a setup link. */
export type CeremonyKind = 'sign-in' | 'register' | 'set-up';

/** A challenge that was given out and not answered yet; whoever answers deletes it, in any replica. */
@Entity('passkey_ceremonies')
@Check('passkey_ceremonies_kind', `kind IN ('sign-in', 'register', 'set-up')`)
@Index('passkey_ceremonies_expires_at', ['expiresAt'])
export class PasskeyCeremony {
  /** Keyed hash of the challenge. */
  @PrimaryColumn('text')
  hash!: string;

  @Column('text')
  kind!: CeremonyKind;

  /** Keyed hash of the secret of the browser that asked. */
  @Column('text')
  browserHash!: string;

  /** Id of the sign-in, or keyed hash of the setup link; empty for a sign-in that is yet to be. */
  @Column('text')
  boundTo!: string;

  @Column('timestamptz')
  expiresAt!: Date;
}
