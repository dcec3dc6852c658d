import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';

export type BanSource = 'administrator' | 'automatic';

/** Whose requests are refused before anything of them is read. */
@Entity('address_bans')
@Unique('address_bans_range', ['range'])
@Unique('address_bans_network', ['network'])
@Check('address_bans_source', `source IN ('administrator', 'automatic')`)
@Check('address_bans_whom', 'num_nonnulls(range, network) = 1')
export class AddressBan {
  @PrimaryColumn('uuid')
  id!: string;

  /** CIDR in one spelling; null when only the hash of a network is known. */
  @Column('text', { nullable: true })
  range!: string | null;

  /** A network as analytics keep it; automatic bans know no more. */
  @Column('text', { nullable: true })
  network!: string | null;

  @Column('text')
  reason!: string;

  @Column('text')
  source!: BanSource;

  /** Null: until somebody lifts it. */
  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;
}
