import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** How long evidence is kept: written by the owner at the start, from the setting, so that nobody else can shorten it. */
@Entity('audit_retention')
@Check('audit_retention_one', 'id = 1')
export class AuditRetention {
  @PrimaryColumn('integer')
  id!: number;

  /** Null: for ever. */
  @Column('integer', { nullable: true })
  days!: number | null;
}
