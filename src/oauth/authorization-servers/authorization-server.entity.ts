import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { Status } from '../../identity/users/user.entity.js';

/**
 * An authorization server of somebody else, which believes what we say of our people: ID-JAGs are issued for it (Identity
 * Assertion JWT Authorization Grant §4.3).
 */
@Entity('authorization_servers')
@Unique('authorization_servers_issuer', ['issuer'])
@Check('authorization_servers_status', `status IN ('active', 'inactive')`)
export class AuthorizationServer {
  @PrimaryColumn('uuid')
  id!: string;

  /** Its issuer identifier, compared as a string (RFC 8414 §2). */
  @Column('text')
  issuer!: string;

  @Column('text')
  name!: string;

  /** Identifiers of the resources that it serves (RFC 9728 §1.2). */
  @Column('text', { array: true })
  resources!: string[];

  /** Names of its own scopes for which our clients may ask; none of them is one of ours. */
  @Column('text', { array: true })
  scope!: string[];

  /** Who may ask, by id here, and by which id that server knows them. */
  @Column('jsonb')
  clients!: Readonly<Record<string, string>>;

  @Column('text')
  status!: Status;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;
}
