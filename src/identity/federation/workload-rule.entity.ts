import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Client } from '../clients/client.entity.js';
import type { Status } from '../users/user.entity.js';
import type { ClaimPatterns } from './workload-match.rules.js';
import { TrustedIssuer } from './trusted-issuer.entity.js';

/** Which of an issuer's workloads are which client, and how much of that client they may be. */
@Entity('workload_rules')
@Unique('workload_rules_name', ['issuerId', 'name'])
@Index('workload_rules_client_id', ['clientId'])
@Check('workload_rules_status', `status IN ('active', 'inactive')`)
export class WorkloadRule {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => TrustedIssuer, { name: 'workload_rules_issuer', onDelete: 'CASCADE' })
  @Column('uuid')
  issuerId!: string;

  @Column('text')
  name!: string;

  @Column('jsonb')
  claims!: ClaimPatterns;

  @ForeignKey(() => Client, 'clientId', { name: 'workload_rules_client', onDelete: 'CASCADE' })
  @Column('text')
  clientId!: string;

  /** Null for all that the client may have. */
  @Column('text', { array: true, nullable: true })
  scope!: string[] | null;

  /** Null for all that the client may name. */
  @Column('text', { array: true, nullable: true })
  resources!: string[] | null;

  @Column('text')
  status!: Status;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;
}
