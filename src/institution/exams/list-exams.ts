import type {Context} from '../../context.ts'
import type {Exam, ExamVersion} from '../model.ts'
import type {InstitutionStores} from '../store.ts'

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
  {
    subject,
    after,
    limit,
  }: Readonly<{subject?: string | undefined; after?: string | undefined; limit?: number | undefined}> = {},
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
