import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { Status } from '../users/user.entity.js';

/** A company's OpenID provider, by which its people sign in here. */
@Entity('sign_in_providers')
@Unique('sign_in_providers_slug', ['slug'])
@Unique('sign_in_providers_issuer', ['issuer'])
@Check('sign_in_providers_status', `status IN ('active', 'inactive')`)
export class SignInProvider {
  @PrimaryColumn('uuid')
  id!: string;

  /** In its redirect URI, which is its own (OAuth 2.1 §7.14). */
  @Column('text')
  slug!: string;

  /** On its button. */
  @Column('text')
  name!: string;

  /** Compared as a string (OpenID Connect Discovery §3). */
  @Column('text')
  issuer!: string;

  /** As whom it knows us. */
  @Column('text')
  clientId!: string;

  @Column('bytea')
  sealedSecret!: Buffer;

  @Column('timestamptz')
  secretSetAt!: Date;

  /** What is asked of it beside `openid`. */
  @Column('text', { array: true })
  scope!: string[];

  /** Domains of the e-mail addresses of those whom it may sign in; empty where addresses do not matter. */
  @Column('text', { array: true })
  emailDomains!: string[];

  /** Whether whoever is not known yet is written down. */
  @Column('boolean')
  createPeople!: boolean;

  /** Whether a verified e-mail address finds a person who is not linked yet. */
  @Column('boolean')
  linkVerifiedEmail!: boolean;

  /** Names of members, from the claims inwards, that lead to the values of {@link roleMap}; empty where there is no such claim. */
  @Column('text', { array: true })
  roleClaim!: string[];

  /** Which roles a value of the claim gives. */
  @Column('jsonb')
  roleMap!: Readonly<Record<string, readonly string[]>>;

  /** Roles of everybody who signs in by it. */
  @Column('text', { array: true })
  rolesOfAll!: string[];

  /** What its `acr` values are called here. */
  @Column('jsonb')
  acrMap!: Readonly<Record<string, string>>;

  /** As its metadata had it last: the page with its button must say where the form may lead. */
  @Column('text')
  authorizationEndpoint!: string;

  @Column('text')
  status!: Status;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;
}
