import {z} from 'zod'
import type {Context} from '../context.ts'
import type {PersonId} from '../ids.ts'
import type {Period} from '../institution/model.ts'
import {theInstitution} from '../institution/the-institution.ts'
import {parsed} from '../parsed.ts'
import {type Day, dayOf, plusMinutes} from '../time.ts'
import {lastDay} from './last-day.ts'
import type {RegistrationFilter, RegistrationLine, RegistrationStores} from './store.ts'

/** Whose registrations are stated, by code; nobody named means everybody with a registration in the period. */
export const SendStatements = z.strictObject({
  period: z.string().trim().min(1),
  exam: z.string().trim().min(1).optional(),
  group: z.string().trim().min(1).optional(),
  student: z.string().trim().min(1).optional(),
})

type Wanted = z.output<typeof SendStatements>

/** How many statements go out, or would. */
export type Statements = Readonly<{
  period: string
  /** Students who get one. */
  students: number
  /** Of them, those who have nothing to check: named by group or number, and without a registration. */
  without: number
  /** The last day on which something can be put right, as the letter says it. */
  checkBy: Day | null
}>

/** Students in one transaction (design rule 2). */
const STEP = 500
const STATED = ['wanted', 'agreed', 'refused'] as const

/** Counts the statements that {@link sendStatements} would send; sends none. @throws as there */
export async function previewStatements(
  ctx: Context<RegistrationStores>,
  input: z.input<typeof SendStatements>,
): Promise<Statements> {
  const wanted = parsed(SendStatements, input)
  return ctx.read('registration.read', async (stores, {now}) => {
    const {period, students, without} = await addressees(stores, wanted)
    return {period: period.code, students: students.length, without, checkBy: await lastDay(stores, period, now)}
  })
}

/**
 * Mails students what they are registered for in a period, to check (feature R7): all of a group, of an exam, or one. A
 * teacher sends to the students of her groups. Once a day to each: asked twice, nothing is sent twice. The mails wait as
 * those of every big change do.
 *
 * @throws ExamError `period.not-found`, `exam.not-found`, `group.not-found`, `student.not-found`
 */
export async function sendStatements(
  ctx: Context<RegistrationStores>,
  input: z.input<typeof SendStatements>,
): Promise<Statements> {
  const wanted = parsed(SendStatements, input)
  const {period, students, without} = await ctx.read('registration.read', (stores) => addressees(stores, wanted))
  let checkBy: Day | null = null
  for (let i = 0; i < students.length; i += STEP) {
    const batch = students.slice(i, i + STEP)
    checkBy = await ctx.write('registration.send-statement', {}, async (stores, entry) => {
      const {zone, policy} = await theInstitution(stores)
      const until = await lastDay(stores, period, entry.now)
      const lines = await stores.registration.list({persons: batch, period: period.id, states: STATED})
      const byStudent = Map.groupBy(lines, ({personId}) => personId)
      const dueAt = plusMinutes(entry.now, policy.mailDelayMinutes)
      const today = dayOf(entry.now, zone)
      await stores.outbox.post(
        batch.map((person) => ({
          person,
          letter: 'registration-statement',
          data: {period: period.name, registrations: (byStudent.get(person) ?? []).map(stated), checkBy: until},
          key: `statement:${period.id}:${person}:${today}`,
          dueAt,
        })),
      )
      entry.note({
        about: ['period', period.id],
        facts: {code: period.code, students: batch.length, registrations: lines.length},
      })
      return until
    })
  }
  return {period: period.code, students: students.length, without, checkBy}
}

type Addressees = Readonly<{period: Period; students: readonly PersonId[]; without: number}>

async function addressees(
  stores: RegistrationStores,
  {period: key, exam, group, student}: Wanted,
): Promise<Addressees> {
  const period = await stores.periods.get(key)
  const one = student === undefined ? undefined : await stores.students.get(student)
  const members = group === undefined ? undefined : await stores.groups.get(group)
  const filter: RegistrationFilter = {
    period: period.id,
    states: STATED,
    ...(exam === undefined ? {} : {exam: (await stores.exams.get(exam)).id}),
    ...(members === undefined ? {} : {group: members.id}),
    ...(one === undefined ? {} : {person: one.id}),
  }
  const registered = new Set(await stores.registration.students(filter))
  const named = new Set<PersonId>(exam === undefined && one ? [one.id] : [])
  if (members && !one && exam === undefined)
    for (const {personId} of await stores.groupMembers.all({groupId: members.id})) named.add(personId)
  const without = [...named].filter((id) => !registered.has(id))
  return {period, students: [...registered, ...without], without: without.length}
}

function stated({code, exam, examName, state, location}: RegistrationLine) {
  return {code, exam, examName, state, location}
}
