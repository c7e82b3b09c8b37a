import type {Context} from '../../context.ts'
import {refuseIfAny} from '../../errors.ts'
import {exemptionAuthority, notThisBoard} from './exemption-authority.ts'
import type {InstitutionStores} from '../store.ts'

/** Whose exemption from what ends, and why. */
export type EndExemption = Readonly<{student: string; exam: string; reason: string}>

/**
 * A board takes an exemption back, with those from parts of the exam; what was decided on it stands.
 *
 * @throws ExamError `exemption.refused` with `exemption.none`, `exemption.not-this-board`; `<noun>.not-found`
 */
export async function endExemption(
  ctx: Context<InstitutionStores>,
  {student, exam: code, reason}: EndExemption,
): Promise<Readonly<{student: string; exam: string}>> {
  return ctx.write('exemption.end', {}, async (stores, entry) => {
    const person = await stores.students.get(student)
    const exam = await stores.exams.get(code)
    const authority = await exemptionAuthority(stores, entry, 'exemption.end', {person, exam})
    const ending = await stores.exemptions.all({personId: person.id, examId: exam.id})
    const message = `Student ${student} has no exemption from ${exam.code}.`
    refuseIfAny('exemption', [
      ...(authority ? [] : [notThisBoard(exam)]),
      ...(ending.length > 0 ? [] : [{code: 'exemption.none', message}]),
    ])
    await stores.exemptions.changeAll({id: ending.map(({id}) => id)}, {endedAt: entry.now})
    for (const {id} of ending)
      entry.note({about: ['exemption', id], for: person.id, facts: {exam: exam.code}, text: reason})
    return {student: person.studentNumber ?? student, exam: exam.code}
  })
}
