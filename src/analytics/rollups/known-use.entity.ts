import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

export type SubjectType = 'client' | 'person';

/** What a client or a person has used at all, and when for the first and the last time. */
@Entity('known_uses')
@Index('known_uses_first', ['firstAt'])
@Check('known_uses_subject_type', `subject_type IN ('client', 'person')`)
export class KnownUse {
  @PrimaryColumn('text')
  subjectType!: SubjectType;

  @PrimaryColumn('text')
  subject!: string;

  /** `scope`, `upstream`, `tool`, `client` or `country`. */
  @PrimaryColumn('text')
  what!: string;

  @PrimaryColumn('text')
  name!: string;

  @Column('timestamptz')
  firstAt!: Date;

  @Column('timestamptz')
  lastAt!: Date;
}
