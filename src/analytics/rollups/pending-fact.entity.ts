import { Entity, PrimaryColumn } from 'typeorm';

/** A fact that is not counted yet; the database notes each as it comes. */
@Entity('session_facts_pending')
export class PendingFact {
  @PrimaryColumn('uuid')
  id!: string;
}
