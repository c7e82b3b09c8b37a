import {z} from 'zod'
import type {Context} from '../../context.ts'
import {refuseIfAny} from '../../errors.ts'
import type {ExamVersionId} from '../../ids.ts'
import {parsed} from '../../parsed.ts'
import {newExamVersion, PLATFORMS} from './exam-version.ts'
import type {ExamVersion} from '../model.ts'
import type {InstitutionStores} from '../store.ts'

/** A version of an exam that exists. */
export const AddExamVersion = z.strictObject({
  exam: z.string(),
  code: z.string().trim().min(1).max(20),
  minutes: z.int().min(1).max(1440),
  platform: z.enum(PLATFORMS),
  variant: z.string().trim().default(''),
  extraTime: z.boolean().default(true),
})

/**
 * Adds a version, which is what sessions planned from now on use; earlier versions end and stay with what was planned.
 *
 * @throws ExamError `exam.not-found`; `exam.refused` with `exam.version-exists`
 */
export async function addExamVersion(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof AddExamVersion>,
): Promise<ExamVersion> {
  const {exam: code, ...facts} = parsed(AddExamVersion, input)
  return ctx.write('exam.change', {}, async ({exams, examVersions}, entry) => {
    const exam = await exams.get(code)
    const earlier = await examVersions.history({examId: exam.id})
    refuseIfAny(
      'exam',
      earlier.some((each) => each.code === facts.code)
        ? [
            {
              code: 'exam.version-exists',
              message: `Exam ${code} has a version ${facts.code} already; choose another code.`,
            },
          ]
        : [],
    )
    await examVersions.changeAll({examId: exam.id}, {endedAt: entry.now})
    const version = newExamVersion(ctx.ids.next<ExamVersionId>(), exam.id, facts)
    await examVersions.add([version])
    entry.note({about: ['exam', exam.id], facts: {code, version: facts.code, minutes: facts.minutes}})
    return version
  })
}
