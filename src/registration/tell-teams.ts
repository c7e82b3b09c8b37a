import {z} from 'zod'
import type {Access, Context} from '../context.ts'
import type {Period} from '../institution/model.ts'
import {theInstitution} from '../institution/the-institution.ts'
import type {QueuedLetter} from '../operation/store.ts'
import {parsed} from '../parsed.ts'
import {type Day, dayOf, plusMinutes} from '../time.ts'
import {lastDay} from './last-day.ts'
import type {RegistrationStores, TeamCount} from './store.ts'

/** Whose teachers are told, by code; `noneYet` leaves out groups of which somebody is registered. */
export const TellTeams = z.strictObject({
  period: z.string().trim().min(1),
  group: z.string().trim().min(1).optional(),
  noneYet: z.boolean().default(false),
  dryRun: z.boolean().default(false),
})
type Wanted = z.output<typeof TellTeams>

/** Who is told, or would be, and of which groups. */
export type TeamsTold = Readonly<{
  period: string
  teachers: number
  groups: readonly Readonly<{group: string; students: number; exams: number}>[]
  /** The last day on which something can be put right, as the letter says it. */
  checkBy: Day | null
  sent: boolean
}>

/** Teachers in one transaction (design rule 2). */
const STEP = 500

/**
 * Mails teachers how many of their groups are registered for which exams in a period, to check; with `noneYet` it reminds
 * those whose groups have registered nobody (feature R7). Once a day to each and of each kind. The mails wait as those of every
 * big change do.
 *
 * @throws ExamError `period.not-found`, `group.not-found`
 */
export async function tellTeams(
  ctx: Context<RegistrationStores>,
  input: z.input<typeof TellTeams>,
): Promise<TeamsTold> {
  const wanted = parsed(TellTeams, input)
  const plan = await ctx.read('registration.read', (stores, access) => planned(stores, access, wanted))
  const {letters, period, ...answer} = plan
  if (wanted.dryRun || letters.length === 0) return {...answer, period: period.code, sent: false}
  for (let i = 0; i < letters.length; i += STEP) {
    const batch = letters.slice(i, i + STEP)
    await ctx.write('registration.send-statement', {}, async (stores, entry) => {
      const {policy} = await theInstitution(stores)
      const dueAt = plusMinutes(entry.now, policy.mailDelayMinutes)
      entry.note({
        about: ['period', period.id],
        facts: {code: period.code, teachers: batch.length, noneYet: wanted.noneYet},
      })
      await stores.outbox.post(batch.map((letter) => ({...letter, dueAt})))
    })
  }
  return {...answer, period: period.code, sent: true}
}

type Plan = Omit<TeamsTold, 'period' | 'sent'> & Readonly<{period: Period; letters: readonly QueuedLetter[]}>

async function planned(stores: RegistrationStores, {now}: Access, wanted: Wanted): Promise<Plan> {
  const period = await stores.periods.get(wanted.period)
  const group = wanted.group === undefined ? undefined : (await stores.groups.get(wanted.group)).id
  const counts = await stores.registration.teams(period.id, group)
  const rows = wanted.noneYet ? withoutAny(counts) : counts
  const checkBy = await lastDay(stores, period, now)
  const today = dayOf(now, (await theInstitution(stores)).zone)
  const kind = wanted.noneYet ? 'none-yet' : 'teams'
  const letters = [...Map.groupBy(rows, ({teacher}) => teacher)].map(([person, own]) => ({
    person,
    letter: 'team-registrations',
    data: {period: period.name, groups: groupsIn(own), checkBy},
    key: `${kind}:${period.id}:${person}:${today}`,
  }))
  const groups = groupsIn(rows).map(({exams, ...each}) => ({...each, exams: exams.length}))
  return {period, letters, teachers: letters.length, groups, checkBy}
}

/** Rows of groups of which nobody is registered. */
function withoutAny(rows: readonly TeamCount[]): readonly TeamCount[] {
  const some = new Set(rows.flatMap(({groupId, exam}) => (exam === null ? [] : [groupId])))
  return rows.filter(({groupId}) => !some.has(groupId))
}

/** Each group once, with its exams; a group with several teachers stands in the rows of each. */
function groupsIn(rows: readonly TeamCount[]) {
  return [...Map.groupBy(rows, ({group}) => group)].map(([group, all]) => {
    const exams = new Map(
      all.flatMap(({exam, examName, registered}) =>
        exam === null ? [] : [[exam, {exam, examName: examName ?? '', registered}] as const],
      ),
    )
    return {group, students: all[0]?.students ?? 0, exams: [...exams.values()]}
  })
}
