import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { SignInProvider } from './sign-in-provider.entity.js';

/** Somebody who was sent to a company's provider, and may come back once. */
@Entity('company_sign_ins')
@Index('company_sign_ins_provider_id', ['providerId'])
@Index('company_sign_ins_expires_at', ['expiresAt'])
export class CompanySignIn {
  /** Keyed hash of the state. Nonce and verifier are made of the state, so that nothing here is of use to a thief. */
  @PrimaryColumn('text')
  hash!: string;

  @ForeignKey(() => SignInProvider, { name: 'company_sign_ins_provider', onDelete: 'CASCADE' })
  @Column('uuid')
  providerId!: string;

  /** Keyed hash of the browser's cookie: nobody else may finish it. */
  @Column('text')
  browser!: string;

  /** Path of ours where the person goes on. */
  @Column('text')
  next!: string;

  /** When the provider must have authenticated the person at the earliest; null where any time will do. */
  @Column('timestamptz', { nullable: true })
  notBefore!: Date | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;
}
