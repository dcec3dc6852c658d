import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { User } from '../users/user.entity.js';

/** By what authenticators know a person: random, so that a passkey tells nobody whose it is (WebAuthn §14.6.1). */
@Entity('passkey_holders')
@Unique('passkey_holders_handle', ['handle'])
export class PasskeyHolder {
  @ForeignKey(() => User, { name: 'passkey_holders_user', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid')
  userId!: string;

  /** The user handle, 32 bytes as base64url. */
  @Column('text')
  handle!: string;
}
