import type {Context} from '../context.ts'
import type {Day} from '../time.ts'
import type {ExamRules} from './exam.ts'
import type {Exam, ExamVersion} from './model.ts'
import type {InstitutionStores} from './store.ts'

/** An exam in a list, with the duration and platform of the version in use. */
export type ExamRow = Readonly<{
  exam: string
  name: string
  subject: string
  level: string
  kind: Exam['kind']
  form: Exam['form']
  minutes: number | null
  platform: ExamVersion['platform'] | null
  scale: string
}>

/** The exams in use, by code, page after page. */
export async function listExams(
  ctx: Context<InstitutionStores>,
  {subject, after, limit}: Readonly<{subject?: string | undefined; after?: string | undefined; limit?: number}> = {},
): Promise<readonly ExamRow[]> {
  return ctx.read('catalogue.read', async ({exams, examVersions}) => {
    const found = await exams.all(subject === undefined ? {} : {subject}, {
      ...(after === undefined ? {} : {after}),
      limit: limit ?? 1000,
    })
    const versions = new Map(
      (await examVersions.all({examId: found.map(({id}) => id)})).map((version) => [version.examId, version]),
    )
    return found.map((exam) => ({
      exam: exam.code,
      name: exam.name,
      subject: exam.subject,
      level: exam.level,
      kind: exam.kind,
      form: exam.form,
      minutes: versions.get(exam.id)?.minutes ?? null,
      platform: versions.get(exam.id)?.platform ?? null,
      scale: exam.resultScale,
    }))
  })
}

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
  rules: ExamRules
  versions: readonly Readonly<{
    code: string
    minutes: number
    platform: string
    variant: string
    extraTime: boolean
    inUse: boolean
  }>[]
  windows: readonly Readonly<{period: string; from: Day; to: Day}>[]
  plans: readonly Readonly<{crebo: string; cohort: string | null}>[]
}>

/** @throws ExamError `exam.not-found` */
export async function showExam(ctx: Context<InstitutionStores>, code: string): Promise<ExamView> {
  return ctx.read('catalogue.read', async (stores) => {
    const exam = await stores.exams.get(code)
    const versions = await stores.examVersions.history({examId: exam.id})
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
      rules: exam.rules,
      versions: versions.map((each) => ({
        code: each.code,
        minutes: each.minutes,
        platform: each.platform,
        variant: each.variant,
        extraTime: each.extraTime,
        inUse: each.endedAt === null,
      })),
      windows: windows.map(({periodCode, fromOn, toOn}) => ({period: periodCode, from: fromOn, to: toOn})),
      plans: plans.map(({crebo, cohort}) => ({crebo, cohort})),
    }
  })
}
