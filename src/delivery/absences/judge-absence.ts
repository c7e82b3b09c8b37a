import {z} from 'zod'
import type {Context, Entry} from '../../context.ts'
import type {Enrolment} from '../../enrolment/model.ts'
import {type Reason, refuse, refuseIfAny} from '../../errors.ts'
import {openAuthority} from '../../institution/boards/authority.ts'
import type {Exam, Person} from '../../institution/model.ts'
import type {Policy} from '../../institution/policy.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import type {PoolId} from '../../ids.ts'
import {parsed} from '../../parsed.ts'
import type {Attempt} from '../../registration/model.ts'
import {renumber} from '../reports/attempt-numbers.ts'
import {freePlaces} from '../lists/freed-places.ts'
import type {Absence} from '../model.ts'
import type {DeliveryStores} from '../store.ts'
import {programmesOf} from '../lists/student-programmes.ts'

export const JudgeAbsence = z.strictObject({
  student: z.string(),
  exam: z.string(),
  verdict: z.enum(['valid', 'invalid']),
  reason: z.string().trim().optional(),
})

export type JudgedAbsence = Readonly<{
  student: string
  exam: string
  verdict: 'valid' | 'invalid'
  attemptCounts: boolean
  resitLapses: boolean
  /** The registration stays open, to be placed again. */
  placedAgain: boolean
}>

/** What a verdict means under the school's policy; a valid absence never costs anything. */
export function consequencesOf(
  verdict: 'valid' | 'invalid',
  {absenceCountsAsAttempt, absenceLapsesResit}: Pick<Policy, 'absenceCountsAsAttempt' | 'absenceLapsesResit'>,
): Readonly<{attemptCounts: boolean; resitLapses: boolean}> {
  if (verdict === 'valid') return {attemptCounts: false, resitLapses: false}
  return {attemptCounts: absenceCountsAsAttempt, resitLapses: absenceLapsesResit}
}

/**
 * Judges an absence, by the board or under its mandate. Valid: the attempt does not count and the registration can be placed
 * again. Invalid: whether the attempt counts and the resit lapses is the school's policy, and the registration is used.
 *
 * @throws ExamError `student.not-found`, `exam.not-found`; `absence.refused` with `absence.not-open`,
 *   `absence.report-not-closed`, `absence.no-authority`
 */
export async function judgeAbsence(
  ctx: Context<DeliveryStores>,
  input: z.input<typeof JudgeAbsence>,
): Promise<JudgedAbsence> {
  const {student, exam: examCode, verdict, reason} = parsed(JudgeAbsence, input)
  const {personId, pools} = await concerned(ctx, student, examCode)
  return ctx.write('absence.judge', {lock: {person: [personId], pool: pools}}, async (stores, entry) => {
    const exam = await stores.exams.get(examCode)
    const person = await stores.students.get(student)
    const {absence, attempt, enrolment} = await atHand(stores, {person, exam})
    const mandate = await requireAuthority(stores, entry, {person, exam})
    const {policy} = await theInstitution(stores)
    const consequences = consequencesOf(verdict, policy)
    await stores.absences.change(absence.id, {verdict, judgedBy: entry.person, judgedAt: entry.now, ...consequences})
    await stores.attempts.change(attempt.id, {counts: consequences.attemptCounts})
    await renumber(stores, [attempt])
    await settleRegistration(stores, entry, {verdict, absence, enrolment})
    const facts = {student, exam: exam.code, verdict, ...consequences, mandate: mandate ?? null}
    entry.note({about: ['absence', absence.id], for: person.id, facts, ...(reason ? {text: reason} : {})})
    return {student, exam: exam.code, verdict, ...consequences, placedAgain: verdict === 'valid'}
  })
}

/** The student to lock, and the pools of the sessions in which he has a place for this exam. */
async function concerned(
  ctx: Context<DeliveryStores>,
  student: string,
  examCode: string,
): Promise<Readonly<{personId: Person['id']; pools: readonly PoolId[]}>> {
  return ctx.read('registration.read', async ({students, exams, registrations, enrolments, pools}) => {
    const {id: personId} = await students.get(student)
    const {id: examId} = await exams.get(examCode)
    const open = await registrations.all({personId, examId})
    const held = await enrolments.all({registrationId: open.map(({id}) => id)})
    return {personId, pools: (await pools.all({sessionId: held.map(({sessionId}) => sessionId)})).map(({id}) => id)}
  })
}

type Matter = Readonly<{person: Person; exam: Exam}>
type AtHand = Readonly<{absence: Absence; attempt: Attempt; enrolment: Enrolment | undefined}>

async function atHand(
  {registrations, absences, attempts, enrolments}: DeliveryStores,
  {person, exam}: Matter,
): Promise<AtHand> {
  const [registration] = await registrations.all({personId: person.id, examId: exam.id})
  const [absence] = registration ? await absences.all({registrationId: registration.id, verdict: null}) : []
  if (!absence) throw notOpen(person, exam)
  const placed = absence.enrolmentId
  if (placed === null) throw reportNotClosed(person, exam)
  const [attempt] = await attempts.all({enrolmentId: placed})
  if (!attempt) throw reportNotClosed(person, exam)
  const [enrolment] = await enrolments.all({id: placed})
  return {absence, attempt, enrolment}
}

async function requireAuthority(stores: DeliveryStores, entry: Entry, {person, exam}: Matter): Promise<string | null> {
  const authorityOn = await openAuthority(stores, entry, 'absence.judge')
  const programmes = (await programmesOf(stores, [person.id])).get(person.id) ?? []
  const authority = authorityOn({exam: exam.id, programmes})
  refuseIfAny('absence', authority ? [] : [noAuthority(person, exam)])
  return authority?.mandateId ?? null
}

async function settleRegistration(
  stores: DeliveryStores,
  entry: Entry,
  {
    verdict,
    absence,
    enrolment,
  }: Readonly<{verdict: 'valid' | 'invalid'; absence: Absence; enrolment: Enrolment | undefined}>,
): Promise<void> {
  if (verdict === 'valid')
    await freePlaces(stores, entry, {enrolments: enrolment ? [enrolment] : [], reason: 'absent-valid'})
  else await stores.registrations.change(absence.registrationId, {state: 'used', closedAt: entry.now})
}

function noAuthority({studentNumber}: Person, {code}: Exam): Reason {
  return {
    code: 'absence.no-authority',
    message: `You hold no mandate in force to judge absences of ${studentNumber} at ${code}, and sit on no board that answers for it; see: ontrac mandate list`,
    details: {student: studentNumber, exam: code},
  }
}

function notOpen({studentNumber}: Person, {code}: Exam): Error {
  const message = `There is no absence of ${studentNumber} at ${code} to judge; see: ontrac absence list`
  return refuse('absence', [{code: 'absence.not-open', message, details: {student: studentNumber, exam: code}}])
}

function reportNotClosed({studentNumber}: Person, {code}: Exam): Error {
  const message = `It is not known yet whether ${studentNumber} was absent at ${code}; first close the report with: ontrac report close`
  return refuse('absence', [
    {code: 'absence.report-not-closed', message, details: {student: studentNumber, exam: code}},
  ])
}
