import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { User } from '../users/user.entity.js';

/** The browser of a session of source `web`: by its cookie the session is found. */
@Entity('web_sessions')
@Unique('web_sessions_cookie', ['cookieHash'])
@Index('web_sessions_user_id', ['userId'])
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

  @Column('timestamptz')
  expiresAt!: Date;
}
