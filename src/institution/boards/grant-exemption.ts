import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ExamError, type Reason, refuseIfAny} from '../../errors.ts'
import type {ExamPartId} from '../../ids.ts'
import {parsed} from '../../parsed.ts'
import {dayOf} from '../../time.ts'
import {exemptionAuthority, notThisBoard} from './exemption-authority.ts'
import type {Exam, ExamPart, Exemption} from '../model.ts'
import type {InstitutionStores} from '../store.ts'
import {theInstitution} from '../the-institution.ts'

/** What a student need not take, and on what ground. */
export const GrantExemption = z.strictObject({
  student: z.string().trim().min(1),
  exam: z.string().trim().min(1),
  /** Code of one part of the exam; left out it is all of it. */
  part: z.string().trim().min(1).optional(),
  /** An earlier diploma, a certificate. */
  basis: z.string().trim().min(1),
  /** The earlier grade, where it counts (domain §1.5). */
  grade: z.string().trim().min(1).nullable().default(null),
})

/**
 * A board exempts a student from an exam or a part of it (EKB WEB). Registrations that exist are not touched: withdraw them.
 *
 * @throws ExamError `exemption.refused` with `exemption.exists`, `exemption.not-this-board`; `<noun>.not-found`
 */
export async function grantExemption(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof GrantExemption>,
): Promise<Exemption> {
  const {student, exam: examCode, part: partCode, basis, grade} = parsed(GrantExemption, input)
  return ctx.write('exemption.grant', {}, async (stores, entry) => {
    const person = await stores.students.get(student)
    const exam = await stores.exams.get(examCode)
    const part = partCode === undefined ? null : await partOf(stores, exam, partCode)
    const authority = await exemptionAuthority(stores, entry, 'exemption.grant', {person, exam})
    const known = await stores.exemptions.all({personId: person.id, examId: exam.id})
    refuseIfAny('exemption', [...(authority ? [] : [notThisBoard(exam)]), ...exists(known, exam, part)])
    const exemption: Exemption = {
      id: ctx.ids.next(),
      personId: person.id,
      examId: exam.id,
      partId: part?.id ?? null,
      boardId: authority?.boardId ?? null,
      decidedOn: dayOf(entry.now, (await theInstitution(stores)).zone),
      basis,
      grade,
      source: 'board',
      endedAt: null,
    }
    await stores.exemptions.add([exemption])
    const facts = {exam: exam.code, part: part?.code ?? null, grade}
    entry.note({about: ['exemption', exemption.id], for: person.id, facts, text: basis})
    return exemption
  })
}

async function partOf({examParts}: InstitutionStores, exam: Exam, code: string): Promise<ExamPart> {
  const [part] = await examParts.all({examId: exam.id, code})
  if (part) return part
  const message = `Exam ${exam.code} has no part ${code}; see its parts with: ontrac exam show ${exam.code}`
  throw new ExamError('not-found', 'exam-part.not-found', message, {part: code})
}

/** An exemption from the whole exam holds its parts. */
function exists(known: readonly Exemption[], exam: Exam, part: ExamPart | null): readonly Reason[] {
  const wanted: ExamPartId | null = part?.id ?? null
  if (!known.some(({partId}) => partId === null || partId === wanted)) return []
  const message = `This student is exempted from ${exam.code}${part ? ` ${part.code}` : ''} already.`
  return [{code: 'exemption.exists', message}]
}
