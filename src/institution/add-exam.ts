import {z} from 'zod'
import type {Context} from '../context.ts'
import {type Reason, refuseIfAny} from '../errors.ts'
import type {ExamId, ExamVersionId} from '../ids.ts'
import {parsed} from '../parsed.ts'
import type {Day} from '../time.ts'
import {ExamRules, RESULT_SCALES} from './exam.ts'
import type {Exam, ExamVersion} from './model.ts'
import type {InstitutionStores} from './store.ts'

const PLATFORMS = ['facet', 'remindo', 'toa', 'paper', 'none'] as const

/** The Examenprotocol lets nobody into a central exam later than this (art. 12). */
export const CENTRAL_LATE_LIMIT = 30

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
  crebos: z.array(z.string().regex(/^(\d{5}|\*)$/, 'is no crebo: five digits, or *')).default([]),
})

/** @throws ExamError `exam.refused` with `exam.exists`, `exam.late-limit` */
export async function addExam(ctx: Context<InstitutionStores>, input: z.input<typeof AddExam>): Promise<Exam> {
  const {minutes, platform, extraTime, crebos, rules, ...facts} = parsed(AddExam, input)
  const exam: Exam = {...facts, id: ctx.ids.next<ExamId>(), rules: ExamRules.parse(rules), endedAt: null, version: 1}
  return ctx.write('exam.add', {}, async (stores, entry) => {
    const known = await stores.exams.find(exam.code)
    refuseIfAny('exam', [
      ...(known
        ? [
            {
              code: 'exam.exists',
              message: `Exam ${exam.code} exists already; change it with: ontrac exam change ${exam.code}`,
            },
          ]
        : []),
      ...tooLate(exam),
    ])
    await stores.exams.add([exam])
    await stores.examVersions.add([
      newVersion(ctx.ids.next<ExamVersionId>(), exam.id, {code: 'A', minutes, platform, extraTime, variant: ''}),
    ])
    await stores.examPlanEntries.add(
      (crebos.length > 0 ? crebos : ['*']).map((crebo) => ({
        id: ctx.ids.next(),
        examId: exam.id,
        crebo,
        cohort: null,
        externalCode: null,
        endedAt: null,
      })),
    )
    entry.note({about: ['exam', exam.id], facts: {code: exam.code, minutes, platform}})
    return exam
  })
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

type VersionFacts = Pick<ExamVersion, 'code' | 'minutes' | 'platform' | 'extraTime' | 'variant'>

function newVersion(id: ExamVersionId, examId: ExamId, facts: VersionFacts): ExamVersion {
  return {id, examId, componentId: null, endedAt: null, ...facts}
}

/** What is given changes; what is left out stays. */
export const ChangeExam = z.strictObject({
  name: z.string().trim().min(1).optional(),
  passMark: z.string().trim().optional(),
  rules: ExamRules.partial().optional(),
})

/** Changes an exam's rules. What was planned keeps the version it was planned with. @throws ExamError `exam.not-found`; `exam.refused` */
export async function changeExam(
  ctx: Context<InstitutionStores>,
  code: string,
  input: z.input<typeof ChangeExam>,
): Promise<Exam> {
  const {rules, ...facts} = parsed(ChangeExam, input)
  return ctx.write('exam.change', {}, async ({exams}, entry) => {
    const before = await exams.get(code)
    const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
    const exam: Exam = {...before, ...given, rules: ExamRules.parse({...before.rules, ...rules})}
    refuseIfAny('exam', tooLate(exam))
    await exams.change(exam.id, {...given, rules: exam.rules})
    entry.note({about: ['exam', exam.id], facts: {code, before: before.rules, after: exam.rules}})
    return exam
  })
}

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
    const version = newVersion(ctx.ids.next<ExamVersionId>(), exam.id, facts)
    await examVersions.add([version])
    entry.note({about: ['exam', exam.id], facts: {code, version: facts.code, minutes: facts.minutes}})
    return version
  })
}

const DayText = z.iso.date().transform((text) => text as Day)
export const SetExamWindow = z.strictObject({exam: z.string(), period: z.string(), from: DayText, to: DayText})

/**
 * Sets the national window of a central exam in a period; CvTE sets it each year, so it is data (domain §2.2).
 *
 * @throws ExamError `exam.not-found`; `exam.refused` with `exam.window-upside-down`
 */
export async function setExamWindow(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof SetExamWindow>,
): Promise<Readonly<{exam: string; period: string; from: Day; to: Day}>> {
  const wanted = parsed(SetExamWindow, input)
  return ctx.write('exam.change', {}, async ({exams, examWindows}, entry) => {
    const exam = await exams.get(wanted.exam)
    refuseIfAny(
      'exam',
      wanted.to < wanted.from
        ? [{code: 'exam.window-upside-down', message: `A window from ${wanted.from} cannot end on ${wanted.to}.`}]
        : [],
    )
    await examWindows.changeAll({examId: exam.id, periodCode: wanted.period}, {endedAt: entry.now})
    await examWindows.add([
      {
        id: ctx.ids.next(),
        examId: exam.id,
        periodCode: wanted.period,
        fromOn: wanted.from,
        toOn: wanted.to,
        endedAt: null,
      },
    ])
    entry.note({
      about: ['exam', exam.id],
      facts: {code: wanted.exam, period: wanted.period, from: wanted.from, to: wanted.to},
    })
    return wanted
  })
}
