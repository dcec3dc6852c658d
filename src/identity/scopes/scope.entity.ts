import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { CustomTier } from '../../kernel/scope-set.js';

/** A scope that administrators added; the built-in ones are in the code. */
@Entity('scopes')
@Unique('scopes_name', ['name'])
@Check('scopes_tier', `tier IN ('service', 'user')`)
@Check('scopes_not_role', `name NOT IN ('owner', 'security_operator', 'auditor', 'help_desk', 'agent_owner')`)
export class CustomScope {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  tier!: CustomTier;

  @Column('text')
  description!: string;

  @Column('timestamptz')
  createdAt!: Date;
}
