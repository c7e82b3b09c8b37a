import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ExamError, refuseIfAny} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import {tooLate} from './add-exam.ts'
import {ExamRules} from './exam.ts'
import {type ExamReach, examReach} from './exam-reach.ts'
import {given} from '../given.ts'
import type {Exam} from '../model.ts'
import {unfitPassMark} from './pass-mark.ts'
import type {InstitutionStores} from '../store.ts'

/** What is given changes; what is left out stays. */
export const ChangeExam = z.strictObject({
  name: z.string().trim().min(1).optional(),
  passMark: z.string().trim().min(1).nullable().optional(),
  aids: z.array(z.string().trim().min(1)).optional(),
  rules: ExamRules.partial().optional(),
})

/** A part of an exam's definition before and after a change, as text. */
export type ExamChange = Readonly<{part: string; before: string; after: string}>

/** The exam as it is now, what changed, and whom the change concerns. */
export type ChangedExam = Readonly<{exam: Exam; changes: readonly ExamChange[]; reach: ExamReach}>

/**
 * Changes an exam's definition and shows what that touches. It counts for what is registered, planned and decided from now
 * on; what was planned keeps the version it was planned with.
 *
 * @throws ExamError `exam.not-found`, `exam.nothing-to-change`; `exam.refused` with `exam.late-limit`, `exam.pass-mark`
 */
export async function changeExam(
  ctx: Context<InstitutionStores>,
  code: string,
  input: z.input<typeof ChangeExam>,
): Promise<ChangedExam> {
  const {rules: _, ...facts} = given(parsed(ChangeExam, input))
  const rules = rulesGiven(input)
  if (Object.keys({...facts, ...rules}).length === 0)
    throw new ExamError('invalid', 'exam.nothing-to-change', 'Say what should change; see the flags with --help.')
  return ctx.write('exam.change', {}, async (stores, entry) => {
    const before = await stores.exams.get(code)
    const exam: Exam = {...before, ...facts, rules: ExamRules.parse({...before.rules, ...rules})}
    refuseIfAny('exam', [...tooLate(exam), ...unfitPassMark(exam)])
    await stores.exams.change(exam.id, {...facts, rules: exam.rules})
    const changes = differences(before, exam)
    const reach = await examReach(stores, exam.id)
    entry.note({about: ['exam', exam.id], facts: {code: exam.code, changes, ...reach}})
    return {exam, changes, reach}
  })
}

/** A schema fills in the default of every rule that was left out, and those are not to be changed. */
function rulesGiven({rules = {}}: z.input<typeof ChangeExam>): Partial<ExamRules> {
  const all = ExamRules.partial().parse(rules)
  return Object.fromEntries(Object.keys(given(rules)).map((rule) => [rule, all[rule as keyof ExamRules]]))
}

type Part = string | number | boolean | null | readonly string[]

function differences(before: Exam, after: Exam): readonly ExamChange[] {
  const parts = (exam: Exam): Readonly<Record<string, Part>> => ({
    name: exam.name,
    passMark: exam.passMark,
    aids: exam.aids,
    ...exam.rules,
  })
  const was = parts(before)
  return Object.entries(parts(after))
    .map(([part, value]) => ({part, before: asText(was[part]), after: asText(value)}))
    .filter((change) => change.before !== change.after)
}

function asText(value: Part | undefined): string {
  if (value === null || value === undefined) return 'none'
  return typeof value === 'object' ? value.join(' ') : String(value)
}
