import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What one network sent in one hour, of all routes. Derived; no decision waits for it. */
@Entity('traffic_counters')
export class TrafficCounter {
  @PrimaryColumn('timestamptz')
  hour!: Date;

  /** As in `session_facts`; empty for those that came when too many others were being counted. */
  @PrimaryColumn('text')
  network!: string;

  /** Empty when the requests named none. */
  @PrimaryColumn('text')
  fingerprint!: string;

  @Column('integer')
  requests!: number;

  /** Answered by 4xx. */
  @Column('integer')
  refused!: number;

  /** Answered by 5xx. */
  @Column('integer')
  failed!: number;

  /** For paths that only scanners ask for. */
  @Column('integer')
  probes!: number;

  /** Of programs by their own account. */
  @Column('integer')
  bots!: number;

  /** Pauses between two requests, their sum and the sum of their squares, in seconds: how regular they are. */
  @Column('integer')
  gaps!: number;

  @Column('double precision')
  gapSeconds!: number;

  @Column('double precision')
  gapSquares!: number;

  /** Most requests in one minute that one process saw. */
  @Column('integer')
  peakMinute!: number;
}
