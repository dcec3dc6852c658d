import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { User } from '../users/user.entity.js';

/** A person's passkey: a credential record of WebAuthn Level 3 §4. */
@Entity('passkeys')
@Unique('passkeys_credential', ['credentialId'])
@Index('passkeys_user_id', ['userId'])
@Check('passkeys_credential_length', 'length(credential_id) <= 1364')
@Check('passkeys_backup', 'backup_eligible OR NOT backed_up')
export class Passkey {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => User, { name: 'passkeys_user', onDelete: 'CASCADE' })
  @Column('uuid')
  userId!: string;

  /** Base64url; at most 1023 bytes (§7.1 step 25), and nobody else's (step 26). */
  @Column('text')
  credentialId!: string;

  /** COSE key, base64url. */
  @Column('text')
  publicKey!: string;

  /** Signature counter, 32 bits; 0 for authenticators that have none. */
  @Column('bigint')
  counter!: number;

  /** Whether it may be synced to other devices; that never changes. */
  @Column('boolean')
  backupEligible!: boolean;

  @Column('boolean')
  backedUp!: boolean;

  @Column('text', { array: true })
  transports!: string[];

  /** The authenticator's model, by its own word; all zero where it tells none. */
  @Column('uuid')
  aaguid!: string;

  @Column('text')
  name!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  lastUsedAt!: Date | null;

  /** When its counter last went back: there may be a copy. */
  @Column('timestamptz', { nullable: true })
  suspectAt!: Date | null;
}
