import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { SignInProvider } from '../sign-in-providers/sign-in-provider.entity.js';
import { User } from '../users/user.entity.js';

/** The browser of a session of source `web`: by its cookie the session is found. */
@Entity('web_sessions')
@Unique('web_sessions_cookie', ['cookieHash'])
@Index('web_sessions_user_id', ['userId'])
@Index('web_sessions_provider_id', ['providerId'], { where: 'provider_id IS NOT NULL' })
export class WebSession {
  @PrimaryColumn('uuid')
  sessionId!: string;

  @ForeignKey(() => User, { name: 'web_sessions_user', onDelete: 'CASCADE' })
  @Column('uuid')
  userId!: string;

  /** Keyed hash of the cookie's value. */
  @Column('text')
  cookieHash!: string;

  /** Browser and system in words, for the person who looks at the list. */
  @Column('text')
  device!: string;

  /** When the person came in here; a company's provider may have authenticated them long before. */
  @Column('timestamptz')
  signedInAt!: Date;

  /** The company's provider that they came from; null for our own ways to sign in. */
  @ForeignKey(() => SignInProvider, { name: 'web_sessions_provider', onDelete: 'SET NULL' })
  @Column('uuid', { nullable: true })
  providerId!: string | null;

  /** What the provider calls the person, and its own session with them. */
  @Column('text', { nullable: true })
  upstreamSubject!: string | null;

  @Column('text', { nullable: true })
  upstreamSid!: string | null;

  @Column('timestamptz')
  expiresAt!: Date;
}
