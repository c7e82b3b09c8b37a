import {z} from 'zod'
import type {Context, Entry} from '../../context.ts'
import {ExamError, refuseIfAny} from '../../errors.ts'
import type {RunId} from '../../ids.ts'
import type {Json} from '../../json.ts'
import {parsed} from '../../parsed.ts'
import {dayOf} from '../../time.ts'
import {clashReasons, type PersonRecords} from './merging.ts'
import type {Person} from '../model.ts'
import type {InstitutionStores} from '../store.ts'
import {theInstitution} from '../the-institution.ts'

/** Two numbers of one student: the one that ends and the one that is kept. */
export const MergeStudents = z.strictObject({
  double: z.string().trim().min(1),
  into: z.string().trim().min(1),
  reason: z.string().trim().min(1),
  dryRun: z.boolean().default(false),
})

/** What moves or moved: numbers of records by table. `run` is what undoes it; null on a dry run. */
export type MergedStudents = Readonly<{
  run: string | null
  double: string
  into: string
  moved: Readonly<Record<string, number>>
}>

/** What a merge did, so that it can be undone. */
export type MergeInverse = Readonly<{
  double: string
  into: string
  records: PersonRecords
  /** Memberships and programmes that the person kept has too: the double's ended. */
  endedMembers: readonly string[]
  endedStudies: readonly string[]
  /** Main programmes of the double that are main no longer, since the person kept has one. */
  noLongerMain: readonly string[]
}>

/** The deed of a merge and of its undoing, and the kind of its run. */
export const MERGE = 'student.merge'
const CODE_LETTERS = 6

/**
 * Makes one student of two: everything of the double becomes the kept one's, attempts and results too, and the double's
 * number ends. Session reports and lists of the past go on naming the double.
 *
 * @throws ExamError `student.not-found`, `student.same`; `student.refused` with `student.both-registered`,
 * `student.both-seated`, `student.in-session`
 */
export async function mergeStudents(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof MergeStudents>,
): Promise<MergedStudents> {
  const {double: from, into: to, reason, dryRun} = parsed(MergeStudents, input)
  const [double, kept] = await ctx.read('people.read', async ({students}) => [
    await students.get(from),
    await students.get(to),
  ])
  if (double.id === kept.id) throw new ExamError('invalid', 'student.same', 'Name two different students.')
  if (dryRun) return ctx.read('people.read', (stores) => previewed(stores, double, kept))
  const [id, code] = [ctx.ids.next<RunId>(), ctx.ids.code(CODE_LETTERS)]
  return ctx.write(MERGE, {lock: {person: [double.id, kept.id]}}, async (stores, entry) => {
    const pair = {double: await stores.students.get(double.id), kept: await stores.students.get(kept.id)}
    refuseIfAny('student', clashReasons(await stores.merging.clashes(double.id, kept.id)))
    const records = await stores.merging.recordsOf(double.id)
    const inverse = {double: double.id, into: kept.id, records, ...(await resolved(stores, entry, pair))}
    const moved = await stores.merging.move(records, double.id, kept.id)
    await stores.persons.change(double.id, {endedAt: entry.now, mergedIntoId: kept.id})
    const answer = {double: pair.double.studentNumber ?? '', into: pair.kept.studentNumber ?? '', moved}
    await keepRun(stores, entry, {id, code, inverse, answer})
    entry.note({about: ['student', kept.id], for: kept.id, facts: {run: code, ...answer}, text: reason})
    return {run: code, ...answer}
  })
}

async function previewed({merging}: InstitutionStores, double: Person, kept: Person): Promise<MergedStudents> {
  refuseIfAny('student', clashReasons(await merging.clashes(double.id, kept.id)))
  const records = Object.entries(await merging.recordsOf(double.id))
  const moved = Object.fromEntries(records.map(([table, ids]) => [table, ids.length]))
  return {run: null, double: double.studentNumber ?? '', into: kept.studentNumber ?? '', moved}
}

/** Ends what the double has in common with the person kept, since nobody is twice in one group or programme. */
async function resolved(
  stores: InstitutionStores,
  {now}: Entry,
  {double, kept}: Readonly<{double: Person; kept: Person}>,
): Promise<Pick<MergeInverse, 'endedMembers' | 'endedStudies' | 'noLongerMain'>> {
  const groups = new Set((await stores.groupMembers.all({personId: kept.id})).map(({groupId}) => groupId))
  const members = (await stores.groupMembers.all({personId: double.id})).filter(({groupId}) => groups.has(groupId))
  const studies = await stores.programmeEnrolments.all({personId: kept.id})
  const programmes = new Set(studies.map(({programmeId}) => programmeId))
  const doubles = await stores.programmeEnrolments.all({personId: double.id})
  const twice = doubles.filter(({programmeId}) => programmes.has(programmeId))
  const hasMain = studies.some(({main}) => main)
  const main = hasMain ? doubles.filter((study) => study.main) : []
  const ids = (rows: readonly {id: string}[]): readonly string[] => rows.map(({id}) => id)
  const today = dayOf(now, (await theInstitution(stores)).zone)
  await stores.groupMembers.changeAll({id: ids(members)}, {endedAt: now})
  await stores.programmeEnrolments.changeAll({id: ids(main)}, {main: false})
  await stores.programmeEnrolments.changeAll({id: ids(twice)}, {endedOn: today})
  return {endedMembers: ids(members), endedStudies: ids(twice), noLongerMain: ids(main)}
}

async function keepRun(
  {runs}: InstitutionStores,
  {now, person}: Entry,
  {id, code, inverse, answer}: Readonly<{id: RunId; code: string; inverse: MergeInverse; answer: Json}>,
): Promise<void> {
  await runs.add([
    {
      id,
      code,
      kind: MERGE,
      state: 'applied',
      basedOn: {},
      summary: answer,
      options: {},
      steps: 1,
      nextStep: 0,
      createdBy: person,
      createdAt: now,
      appliedAt: now,
      undoneAt: null,
      version: 1,
    },
  ])
  await runs.addSteps(id, [{}])
  await runs.stepDone(id, 0, inverse)
}
