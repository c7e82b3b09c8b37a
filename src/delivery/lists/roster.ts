import type {Enrolment, Seat} from '../../enrolment/model.ts'
import {type Reason, refuseIfAny} from '../../errors.ts'
import type {Exam, ExamVersion, Person} from '../../institution/model.ts'
import type {EnrolmentId} from '../../ids.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import type {Session} from '../../planning/model.ts'
import type {Span} from '../../time.ts'
import {examTimes} from '../reports/exam-times.ts'
import type {DeliveryStores} from '../store.ts'

/** A student with one exam that he takes in a session. */
export type Candidate = Readonly<{
  enrolment: Enrolment
  person: Person
  exam: Exam
  version: ExamVersion
  seat: Seat | undefined
}> &
  Span

/**
 * Everybody enrolled in a session whom the one who acts may see, in the order of names, several exams of one student in
 * their order; with `reported` also those whose enrolment ended since and of whom the report speaks.
 */
export async function rosterOf(
  stores: DeliveryStores,
  session: Session,
  reported?: ReadonlySet<EnrolmentId>,
): Promise<readonly Candidate[]> {
  const all = reported
    ? await stores.enrolments.history({sessionId: session.id})
    : await stores.enrolments.all({sessionId: session.id})
  const enrolments = all.filter(({id, endedAt}) => endedAt === null || reported?.has(id))
  if (enrolments.length === 0) return []
  const persons = byId(await stores.persons.history({id: [...new Set(enrolments.map(({personId}) => personId))]}))
  const versions = byId(
    await stores.examVersions.history({id: [...new Set(enrolments.map(({examVersionId}) => examVersionId))]}),
  )
  const exams = byId(await stores.exams.history({id: [...new Set([...versions.values()].map(({examId}) => examId))]}))
  const seats = byId(await stores.seats.history({sessionId: session.id}))
  const times = await timesOf(stores, session, enrolments, versions)
  return enrolments
    .flatMap((enrolment) => {
      const person = persons.get(enrolment.personId)
      const version = versions.get(enrolment.examVersionId)
      const exam = version && exams.get(version.examId)
      const span = times.get(enrolment.id)
      return person && version && exam && span
        ? [{enrolment, person, exam, version, seat: seats.get(enrolment.seatId), ...span}]
        : []
    })
    .toSorted(byName)
}

/**
 * What a student of the roster takes there, of one exam (by code) or of all.
 *
 * @throws ExamError `<noun>.refused` with `<noun>.not-a-candidate` for each student number that is not on the roster.
 */
export function candidatesOf(
  roster: readonly Candidate[],
  {students, exam, noun}: Readonly<{students: readonly string[]; exam?: string | undefined; noun: string}>,
): readonly Candidate[] {
  const found = students.map((student) => ({student, rows: roster.filter((each) => isMeant(each, student, exam))}))
  const missing = found.filter(({rows}) => rows.length === 0).map(({student}) => student)
  refuseIfAny(
    noun,
    missing.map((student) => notACandidate(noun, student, exam)),
  )
  return found.flatMap(({rows}) => rows)
}

function isMeant({person, exam}: Candidate, student: string, code: string | undefined): boolean {
  return (
    (person.studentNumber === student || person.id === student) &&
    (code === undefined || exam.code === code || exam.id === code)
  )
}

function notACandidate(noun: string, student: string, exam: string | undefined): Reason {
  const what = exam === undefined ? 'this session' : `exam ${exam} in this session`
  return {
    code: `${noun}.not-a-candidate`,
    message: `Student ${student} is not enrolled in ${what}; look at the list with: ontrac delivery participants`,
    details: {student},
  }
}

async function timesOf(
  stores: DeliveryStores,
  session: Session,
  enrolments: readonly Enrolment[],
  versions: ReadonlyMap<string, ExamVersion>,
) {
  const {policy} = await theInstitution(stores)
  const parts = await stores.sessionParts.all({sessionId: session.id})
  const slots = session.kind === 'oral' ? await stores.oralSlots.all({sessionId: session.id}) : []
  const given = {session, parts, slots, between: policy.betweenExamsMinutes}
  const seated = enrolments.map(({id, seatId, position, extraMinutes, examVersionId}) => ({
    id,
    seatId,
    position,
    extraMinutes,
    minutes: versions.get(examVersionId)?.minutes ?? session.minutes,
  }))
  return new Map(
    [...Map.groupBy(seated, ({seatId}) => seatId).values()].flatMap((exams) => [...examTimes(exams, given)]),
  )
}

function byName(a: Candidate, b: Candidate): number {
  return (
    compare(a.person.sortKey, b.person.sortKey) ||
    compare(a.person.studentNumber ?? '', b.person.studentNumber ?? '') ||
    compare(a.person.id, b.person.id) ||
    a.enrolment.position - b.enrolment.position
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function byId<T extends {readonly id: string}>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row.id, row]))
}
