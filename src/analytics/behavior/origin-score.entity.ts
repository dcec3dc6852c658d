import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How much the traffic of a network looked like a program's at the last look. A hint for people. */
@Entity('origin_scores')
export class OriginScore {
  @PrimaryColumn('text')
  network!: string;

  @Column('smallint')
  score!: number;

  /** Points by name of the signal. */
  @Column('jsonb')
  signals!: Readonly<Record<string, number>>;

  @Column('timestamptz')
  scoredAt!: Date;
}
