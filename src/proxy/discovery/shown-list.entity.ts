import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { KnownTool } from './known-tools.rules.js';

/** What every replica must know of the lists that an upstream showed to one caller, or to everybody. */
@Entity('shown_lists')
@Index('shown_lists_tools', ['upstreamId'], { where: 'tools IS NOT NULL' })
@Index('shown_lists_expires_at', ['expiresAt'])
export class ShownList {
  @PrimaryColumn('uuid')
  upstreamId!: string;

  /** Hash of to whom: authorization context and version of the upstream. */
  @PrimaryColumn('text')
  holder!: string;

  /** Null for what was shown to everybody. */
  @Column('uuid', { nullable: true })
  sid!: string | null;

  /** Lists that were asked for before are not given again: microseconds since 1970 by the clock of the database; 0 for never. */
  @Column('bigint', { default: 0 })
  listsChanged!: string;

  /** Lists that were asked for before teach nothing; the same scale. */
  @Column('bigint', { default: 0 })
  toolsChanged!: string;

  /** Null when no tool is known of which something is repeated as a header. */
  @Column('json', { nullable: true })
  tools!: readonly KnownTool[] | null;

  @Column('timestamptz')
  expiresAt!: Date;
}
