import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many events of a series there were in a piece of time. Every event is counted once for each width. */
@Entity('event_rollups')
export class EventRollup {
  /** Minutes: 5, 60, 1440, or 10080, a week from a Thursday. Partitions go by it. */
  @PrimaryColumn('smallint')
  width!: number;

  /** When the piece begins, in UTC. */
  @PrimaryColumn('timestamptz')
  bucket!: Date;

  @PrimaryColumn('uuid')
  series!: string;

  @Column('bigint')
  n!: string;
}
