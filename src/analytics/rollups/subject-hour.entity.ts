import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { SubjectType } from './known-use.entity.js';

/** What a client or a person did in an hour: what later hours are judged by. */
@Entity('subject_hours')
@Index('subject_hours_hour', ['hour'])
@Check('subject_hours_subject_type', `subject_type IN ('client', 'person')`)
export class SubjectHour {
  @PrimaryColumn('text')
  subjectType!: SubjectType;

  @PrimaryColumn('text')
  subject!: string;

  @PrimaryColumn('timestamptz')
  hour!: Date;

  /** At the gate, whatever was decided. */
  @Column('bigint')
  calls!: string;

  /** Anywhere. */
  @Column('bigint')
  denied!: string;
}
