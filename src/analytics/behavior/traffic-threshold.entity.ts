import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** From which value on a measure of an hour of all traffic is told. */
@Entity('traffic_thresholds')
@Check('traffic_thresholds_order', 'warning <= critical')
export class TrafficThreshold {
  @PrimaryColumn('text')
  metric!: string;

  @Column('double precision')
  warning!: number;

  @Column('double precision')
  critical!: number;

  @Column('timestamptz')
  updatedAt!: Date;
}
