import {z} from 'zod'
import type {Context} from '../../context.ts'
import {refuseIfAny} from '../../errors.ts'
import type {ExamPartId} from '../../ids.ts'
import {parsed} from '../../parsed.ts'
import type {ExamPart} from '../model.ts'
import type {InstitutionStores} from '../store.ts'

/** A part of an exam; its weight counts against those of the other parts in the combined result. */
export const AddExamPart = z.strictObject({
  exam: z.string().trim().min(1),
  code: z.string().trim().min(1).max(40),
  name: z.string().trim().min(1),
  weight: z.int().min(0).max(1000).default(1),
})

/**
 * Adds a part, behind the parts there are.
 *
 * @throws ExamError `exam.not-found`; `exam.refused` with `exam.part-exists`
 */
export async function addExamPart(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof AddExamPart>,
): Promise<ExamPart> {
  const {exam: code, ...facts} = parsed(AddExamPart, input)
  return ctx.write('exam.change', {}, async ({exams, examParts}, entry) => {
    const exam = await exams.get(code)
    const parts = await examParts.all({examId: exam.id})
    const message = `Exam ${exam.code} has a part ${facts.code} already; choose another code.`
    refuseIfAny('exam', parts.some((part) => part.code === facts.code) ? [{code: 'exam.part-exists', message}] : [])
    const position = Math.max(-1, ...parts.map((part) => part.position)) + 1
    const part: ExamPart = {...facts, id: ctx.ids.next<ExamPartId>(), examId: exam.id, position, endedAt: null}
    await examParts.add([part])
    entry.note({about: ['exam', exam.id], facts: {code: exam.code, part: part.code, weight: part.weight}})
    return part
  })
}
