import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** From which value on an hour is out of the ordinary. */
@Entity('anomaly_thresholds')
@Check('anomaly_thresholds_order', 'warning <= critical')
export class AnomalyThreshold {
  @PrimaryColumn('text')
  metric!: string;

  @Column('double precision')
  warning!: number;

  @Column('double precision')
  critical!: number;

  @Column('timestamptz')
  updatedAt!: Date;
}
