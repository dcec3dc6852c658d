import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * A client that is still to be told that a sign-in has ended. It refers to client and person without foreign keys: it must
 * neither fail nor wait because one of them is just being deleted.
 */
@Entity('logout_deliveries')
@Index('logout_deliveries_next_at', ['nextAt'])
export class LogoutDelivery {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  clientId!: string;

  @Column('uuid')
  userId!: string;

  /** The person's sign-in at a browser, by which the client got its ID tokens. */
  @Column('uuid')
  signInId!: string;

  /** How often it was taken up. */
  @Column('integer')
  attempts!: number;

  @Column('timestamptz')
  createdAt!: Date;

  /** Nobody takes it up before then: it waits for another try, or somebody is at it. */
  @Column('timestamptz')
  nextAt!: Date;
}
