import {z} from 'zod'
import type {Context} from '../context.ts'
import {type Reason, refuse, refuseIfAny} from '../errors.ts'
import {parsed} from '../parsed.ts'
import {dayOf} from '../time.ts'
import {openAuthority} from './authority.ts'
import type {Exemption} from './model.ts'
import type {InstitutionStores} from './store.ts'
import {theInstitution} from './the-institution.ts'

export const GrantExemption = z.strictObject({
  student: z.string(),
  exam: z.string(),
  /** On what ground: an earlier diploma, a certificate. */
  basis: z.string().trim().min(1),
  /** The earlier grade, where it counts (domain §1.5). */
  grade: z.string().trim().nullable().default(null),
})

/**
 * A board exempts a student from an exam (EKB WEB). Registrations that exist are not touched: withdraw them.
 *
 * @throws ExamError `exemption.refused` with `exemption.exists`, `exemption.not-this-board`; `<noun>.not-found`
 */
export async function grantExemption(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof GrantExemption>,
): Promise<Exemption> {
  const wanted = parsed(GrantExemption, input)
  return ctx.write('exemption.grant', {}, async (stores, entry) => {
    const person = await stores.students.get(wanted.student)
    const exam = await stores.exams.get(wanted.exam)
    const programmes = await stores.programmeEnrolments.all({personId: person.id})
    const authority = (await openAuthority(stores, entry, 'exemption.grant'))({
      exam: exam.id,
      programmes: programmes.map(({programmeId}) => programmeId),
    })
    const existing = await stores.exemptions.all({personId: person.id, examId: exam.id})
    refuseIfAny('exemption', [
      ...(authority ? [] : [notThisBoard(wanted.exam)]),
      ...(existing.length > 0 ? [exists(wanted)] : []),
    ])
    const exemption: Exemption = {
      id: ctx.ids.next(),
      personId: person.id,
      examId: exam.id,
      partId: null,
      boardId: authority?.boardId ?? null,
      decidedOn: dayOf(entry.now, (await theInstitution(stores)).zone),
      basis: wanted.basis,
      grade: wanted.grade,
      source: 'board',
      endedAt: null,
    }
    await stores.exemptions.add([exemption])
    entry.note({
      about: ['exemption', exemption.id],
      for: person.id,
      facts: {exam: exam.code, grade: wanted.grade},
      text: wanted.basis,
    })
    return exemption
  })
}

function notThisBoard(exam: string): Reason {
  return {
    code: 'exemption.not-this-board',
    message: `Your board does not answer for ${exam} or for this student's programme; see what it answers for with: ontrac board list`,
  }
}

function exists({student, exam}: Readonly<{student: string; exam: string}>): Reason {
  return {code: 'exemption.exists', message: `Student ${student} is exempted from ${exam} already.`}
}

/** Takes an exemption back. @throws ExamError `exemption.refused` with `exemption.none`; `<noun>.not-found` */
export async function endExemption(
  ctx: Context<InstitutionStores>,
  {student, exam: code, reason}: Readonly<{student: string; exam: string; reason: string}>,
): Promise<Readonly<{student: string; exam: string}>> {
  return ctx.write('exemption.end', {}, async (stores, entry) => {
    const person = await stores.students.get(student)
    const exam = await stores.exams.get(code)
    const [exemption] = await stores.exemptions.all({personId: person.id, examId: exam.id})
    if (!exemption)
      throw refuse('exemption', [
        {code: 'exemption.none', message: `Student ${student} has no exemption from ${code}.`},
      ])
    await stores.exemptions.change(exemption.id, {endedAt: entry.now})
    entry.note({about: ['exemption', exemption.id], for: person.id, facts: {exam: code}, text: reason})
    return {student, exam: code}
  })
}

/** An exemption as people read it. */
export type ExemptionView = Readonly<{
  student: string
  exam: string
  decidedOn: string
  basis: string
  grade: string | null
}>

/** Exemptions within reach, of one student or one exam where given. @throws ExamError `<noun>.not-found` */
export async function listExemptions(
  ctx: Context<InstitutionStores>,
  {student, exam}: Readonly<{student?: string | undefined; exam?: string | undefined}> = {},
): Promise<readonly ExemptionView[]> {
  return ctx.read('people.read', async (stores) => {
    const found = await stores.exemptions.all({
      ...(student === undefined ? {} : {personId: (await stores.students.get(student)).id}),
      ...(exam === undefined ? {} : {examId: (await stores.exams.get(exam)).id}),
    })
    const persons = new Map(
      (await stores.persons.history({id: found.map(({personId}) => personId)})).map(({id, studentNumber}) => [
        id,
        studentNumber,
      ]),
    )
    const exams = new Map((await stores.exams.history()).map(({id, code}) => [id, code]))
    return found.map(({personId, examId, decidedOn, basis, grade}) => ({
      student: persons.get(personId) ?? '',
      exam: exams.get(examId) ?? '',
      decidedOn,
      basis,
      grade,
    }))
  })
}
