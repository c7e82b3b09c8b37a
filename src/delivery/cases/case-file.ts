import type {Access, Context, Lock} from '../../context.ts'
import type {Deed} from '../../deeds.ts'
import {type Reason, refuse} from '../../errors.ts'
import type {ExamId} from '../../ids.ts'
import {openAuthority} from '../../institution/boards/authority.ts'
import type {Exam, Person} from '../../institution/model.ts'
import {UNDECIDED} from './case-scope.ts'
import type {Case, CaseCandidate} from '../model.ts'
import type {DeliveryStores} from '../store.ts'
import {programmesOf} from '../lists/student-programmes.ts'

/** A student's part in a case, with who and what it is about. */
export type Party = Readonly<{candidate: CaseCandidate; person: Person; exam: Exam}>
/** A case with everybody in its scope whom the one who acts may see. */
export type CaseFile = Readonly<{case: Case; parties: readonly Party[]}>

/** A case with its parties, by student and exam. @throws ExamError `case.not-found` */
export async function caseFile(stores: DeliveryStores, key: string): Promise<CaseFile> {
  const found = await stores.cases.get(key)
  const candidates = await stores.caseCandidates.all({caseId: found.id})
  const persons = new Map(
    (await stores.persons.history({id: candidates.map(({personId}) => personId)})).map((row) => [row.id, row]),
  )
  const exams = await examsOf(stores, candidates)
  const parties = candidates.flatMap((candidate) => {
    const person = persons.get(candidate.personId)
    const exam = exams.get(candidate.enrolmentId)
    return person && exam ? [{candidate, person, exam}] : []
  })
  return {
    case: found,
    parties: parties.toSorted(
      (a, b) =>
        compare(a.person.studentNumber ?? '', b.person.studentNumber ?? '') || compare(a.exam.code, b.exam.code),
    ),
  }
}

/** What a change of a case locks: its session, so that two who change it do so after each other. @throws ExamError `case.not-found` */
export async function caseLock(ctx: Context<DeliveryStores>, key: string): Promise<Lock> {
  const {sessionId} = await ctx.read('case.read', ({cases}) => cases.get(key))
  return {session: sessionId === null ? [] : [sessionId]}
}

/** Refuses on a case that is decided or withdrawn. @throws ExamError `case.refused` with `case.over` */
export function requireUndecided({code, state}: Case): void {
  if (!UNDECIDED.includes(state))
    throw refuse('case', [
      {code: 'case.over', message: `Case ${code} is ${state}; nothing about it changes any more.`, details: {state}},
    ])
}

/** Which parties the one who acts may decide on, by deed: as a board member, or under a mandate in force. */
export async function partiesUnder(
  stores: DeliveryStores,
  access: Access,
  {deed, parties}: Readonly<{deed: Deed; parties: readonly Party[]}>,
): Promise<readonly Party[]> {
  const authorityOn = await openAuthority(stores, access, deed)
  const programmes = await programmesOf(stores, [...new Set(parties.map(({person}) => person.id))])
  return parties.filter(
    ({person, exam}) => authorityOn({exam: exam.id, programmes: programmes.get(person.id) ?? []}) !== undefined,
  )
}

/** Why somebody may not decide: neither board nor mandate covers these students. */
export function noAuthority(parties: readonly Party[], deed: Deed): Reason {
  const students = [...new Set(parties.map(({person}) => person.studentNumber ?? ''))]
  const message = `No mandate of yours in force and no board of which you are a member covers ${deed} for ${students.join(', ')}; see: ontrac mandate list`
  return {code: 'case.no-authority', message, details: {students}}
}

async function examsOf(
  stores: DeliveryStores,
  candidates: readonly CaseCandidate[],
): Promise<ReadonlyMap<string, Exam>> {
  const enrolments = await stores.enrolments.history({id: candidates.map(({enrolmentId}) => enrolmentId)})
  const offered = new Map(
    (await stores.sessionExams.history({id: [...new Set(enrolments.map(({sessionExamId}) => sessionExamId))]})).map(
      (row) => [row.id, row.examId],
    ),
  )
  const exams = new Map<ExamId, Exam>(
    (await stores.exams.history({id: [...new Set(offered.values())]})).map((row) => [row.id, row]),
  )
  return new Map(
    enrolments.flatMap(({id, sessionExamId}) => {
      const examId = offered.get(sessionExamId)
      const exam = examId && exams.get(examId)
      return exam ? [[id, exam] as const] : []
    }),
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
