import {z} from 'zod'
import type {Context} from '../../context.ts'
import {type Reason, refuseIfAny} from '../../errors.ts'
import type {ExamId, ExamVersionId} from '../../ids.ts'
import {parsed} from '../../parsed.ts'
import {PlanCreboText} from './crebo-text.ts'
import {ExamRules, RESULT_SCALES} from './exam.ts'
import {newExamVersion, PLATFORMS} from './exam-version.ts'
import type {Exam, ExamPlanEntry} from '../model.ts'
import {unfitPassMark} from './pass-mark.ts'
import type {InstitutionStores} from '../store.ts'

/** The Examenprotocol lets nobody into a central exam later than this (art. 12). */
const CENTRAL_LATE_LIMIT = 30

/** An exam with its first version. */
export const AddExam = z.strictObject({
  code: z.string().trim().min(1).max(40),
  name: z.string().trim().min(1),
  subject: z.string().trim().min(1),
  level: z.string().trim().default(''),
  kind: z.enum(['central', 'school']),
  form: z.enum(['digital', 'written', 'oral', 'practical', 'listening']),
  aids: z.array(z.string().trim().min(1)).default([]),
  resultScale: z.enum(RESULT_SCALES),
  passMark: z.string().trim().nullable().default(null),
  rules: ExamRules.partial().default({}),
  minutes: z.int().min(1).max(1440),
  platform: z.enum(PLATFORMS).default('none'),
  extraTime: z.boolean().default(true),
  /** Crebos whose exam plan holds it; none is every crebo. */
  crebos: z.array(PlanCreboText).default([]),
})

/**
 * Adds an exam, in the exam plan of the crebos named.
 *
 * @throws ExamError `exam.refused` with `exam.exists`, `exam.late-limit`, `exam.pass-mark`
 */
export async function addExam(ctx: Context<InstitutionStores>, input: z.input<typeof AddExam>): Promise<Exam> {
  const {minutes, platform, extraTime, crebos, rules, ...facts} = parsed(AddExam, input)
  const exam: Exam = {...facts, id: ctx.ids.next<ExamId>(), rules: ExamRules.parse(rules), endedAt: null, version: 1}
  return ctx.write('exam.add', {}, async (stores, entry) => {
    const known = await stores.exams.find(exam.code)
    refuseIfAny('exam', [...exists(known), ...tooLate(exam), ...unfitPassMark(exam)])
    await stores.exams.add([exam])
    await stores.examVersions.add([
      newExamVersion(ctx.ids.next<ExamVersionId>(), exam.id, {code: 'A', minutes, platform, extraTime, variant: ''}),
    ])
    const inPlanOf = (crebo: string): ExamPlanEntry => {
      return {id: ctx.ids.next(), examId: exam.id, crebo, cohort: null, externalCode: null, endedAt: null}
    }
    await stores.examPlanEntries.add([...new Set(crebos.length > 0 ? crebos : ['*'])].map(inPlanOf))
    entry.note({about: ['exam', exam.id], facts: {code: exam.code, minutes, platform}})
    return exam
  })
}

function exists(known: Exam | undefined): readonly Reason[] {
  if (!known) return []
  const message = `Exam ${known.code} exists already; change it with: ontrac exam change ${known.code}`
  return [{code: 'exam.exists', message}]
}

/** Nobody may be later at a central exam than the Examenprotocol allows. */
export function tooLate(exam: Pick<Exam, 'kind' | 'rules'>): readonly Reason[] {
  return exam.kind === 'central' && exam.rules.lateMinutes > CENTRAL_LATE_LIMIT
    ? [
        {
          code: 'exam.late-limit',
          message: `At a central exam nobody comes in later than ${CENTRAL_LATE_LIMIT} minutes (Examenprotocol, art. 12).`,
        },
      ]
    : []
}
