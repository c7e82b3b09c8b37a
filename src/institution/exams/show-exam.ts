import type {Context} from '../../context.ts'
import type {Day} from '../../time.ts'
import type {ExamRules} from './exam.ts'
import type {Exam} from '../model.ts'
import type {InstitutionStores} from '../store.ts'

/** An exam with its rules, versions, windows and the exam plans that hold it. */
export type ExamView = Readonly<{
  exam: string
  name: string
  subject: string
  level: string
  kind: Exam['kind']
  form: Exam['form']
  scale: string
  passMark: string | null
  aids: readonly string[]
  rules: ExamRules
  versions: readonly Readonly<{
    code: string
    minutes: number
    platform: string
    variant: string
    extraTime: boolean
    inUse: boolean
  }>[]
  parts: readonly Readonly<{code: string; name: string; weight: number}>[]
  windows: readonly Readonly<{period: string; from: Day; to: Day}>[]
  plans: readonly Readonly<{crebo: string; cohort: string | null; externalCode: string | null}>[]
}>

/** An exam in use. @throws ExamError `exam.not-found` */
export async function showExam(ctx: Context<InstitutionStores>, code: string): Promise<ExamView> {
  return ctx.read('catalogue.read', async (stores) => {
    const exam = await stores.exams.get(code)
    const versions = await stores.examVersions.history({examId: exam.id})
    const parts = await stores.examParts.all({examId: exam.id}, {orderBy: 'position'})
    const windows = await stores.examWindows.all({examId: exam.id})
    const plans = await stores.examPlanEntries.all({examId: exam.id})
    return {
      exam: exam.code,
      name: exam.name,
      subject: exam.subject,
      level: exam.level,
      kind: exam.kind,
      form: exam.form,
      scale: exam.resultScale,
      passMark: exam.passMark,
      aids: exam.aids,
      rules: exam.rules,
      versions: versions.map((each) => ({
        code: each.code,
        minutes: each.minutes,
        platform: each.platform,
        variant: each.variant,
        extraTime: each.extraTime,
        inUse: each.endedAt === null,
      })),
      parts: parts.map((part) => ({code: part.code, name: part.name, weight: part.weight})),
      windows: windows.map(({periodCode, fromOn, toOn}) => ({period: periodCode, from: fromOn, to: toOn})),
      plans: plans.map(({crebo, cohort, externalCode}) => ({crebo, cohort, externalCode})),
    }
  })
}
