import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** A whole hour that was out of the ordinary. */
@Entity('anomalies')
@Unique('anomalies_once', ['hour', 'metric'])
@Check('anomalies_level', `level IN ('warning', 'critical')`)
export class Anomaly {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('timestamptz')
  hour!: Date;

  @Column('text')
  metric!: string;

  @Column('text')
  level!: 'warning' | 'critical';

  @Column('double precision')
  value!: number;

  /** What it was compared with; null when the threshold is a plain number. */
  @Column('double precision', { nullable: true })
  baseline!: number | null;
}
