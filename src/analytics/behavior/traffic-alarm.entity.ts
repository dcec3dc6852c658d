import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** A whole hour in which a measure of all traffic reached its threshold. */
@Entity('traffic_alarms')
@Unique('traffic_alarms_once', ['hour', 'metric'])
@Check('traffic_alarms_level', `level IN ('warning', 'critical')`)
export class TrafficAlarm {
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
