import type {Reason} from '../../errors.ts'
import type {PersonId} from '../../ids.ts'

/** Records of a person in the tables that follow him: ids by table. */
export type PersonRecords = Readonly<Record<string, readonly string[]>>

/** What two persons have that one person cannot have twice, by the codes people know. */
export type Clashes = Readonly<{
  /** Exams for which both have an open registration. */
  exams: readonly string[]
  /** Sessions of one that take place while the other sits in one. */
  sessions: readonly string[]
  /** Sessions of the double that are final or running: on the day itself nobody changes number. */
  running: readonly string[]
}>

/**
 * Questions and changes that a merge of doubles needs, over every phase. What was written and signed on the day (session
 * reports, lists) is not among the records: it goes on naming the double, who names the person kept.
 */
export type MergeQuestions = Readonly<{
  clashes: (double: PersonId, kept: PersonId) => Promise<Clashes>
  recordsOf: (person: PersonId) => Promise<PersonRecords>
  /** Gives the records that are still `from`'s to `to`; answers how many, by table. */
  move: (records: PersonRecords, from: PersonId, to: PersonId) => Promise<Readonly<Record<string, number>>>
}>

/** Why two persons cannot be made one now. */
export function clashReasons({exams, sessions, running}: Clashes): readonly Reason[] {
  return [
    ...exams.map((exam) => ({
      code: 'student.both-registered',
      message: `Both are registered for ${exam}; withdraw one with: ontrac registration withdraw`,
      details: {exam},
    })),
    ...sessions.map((session) => ({
      code: 'student.both-seated',
      message: `Both have a seat at the time of session ${session}; cancel one with: ontrac enrolment cancel`,
      details: {session},
    })),
    ...running.map((session) => ({
      code: 'student.in-session',
      message: `Session ${session} has the double on its list; merge when it is reported.`,
      details: {session},
    })),
  ]
}
