import {z} from 'zod'
import type {Context} from '../../context.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import {parsed} from '../../parsed.ts'
import type {Appointment, TableCell} from '../../ports.ts'
import {findPlan} from './find-plan.ts'
import {bodyOf, type PlannedSession} from './plan-body.ts'
import type {PlanningStores} from '../store.ts'

export const PlanFile = z.strictObject({plan: z.string().min(1), seats: z.boolean().default(false)})

/** A plan as tables to edit and read in again, and as appointments. Titles are in the school's language. */
export type PlanTables = Readonly<{
  plan: string
  titles: readonly string[]
  rows: readonly (readonly TableCell[])[]
  appointments: readonly Appointment[]
}>

/** Columns of a plan's sessions, and of its seats, as a file names them; either language is read. */
export const PLAN_COLUMNS = {
  nl: {
    sessions: [
      'zitting',
      'lokaal',
      'datum',
      'van',
      'minuten',
      'examens',
      'afnameleider',
      'surveillanten',
      'studenten',
      'plaatsen',
    ],
    seats: ['zitting', 'aanmelding', 'studentnummer', 'examen'],
  },
  en: {
    sessions: ['session', 'room', 'date', 'from', 'minutes', 'exams', 'lead', 'invigilators', 'students', 'seats'],
    seats: ['session', 'registration', 'student', 'exam'],
  },
} as const

/**
 * Lays out a plan for a file: its sessions, or with `seats` who sits in which (feature P15). `plan import` reads both.
 *
 * @throws ExamError `plan.not-found`
 */
export async function planFile(ctx: Context<PlanningStores>, input: z.input<typeof PlanFile>): Promise<PlanTables> {
  const wanted = parsed(PlanFile, input)
  return ctx.read('planning.read', async (stores, {now}) => {
    const {language, zone} = await theInstitution(stores)
    const {plan} = await findPlan(stores, wanted.plan)
    const {sessions} = bodyOf(plan)
    const columns = PLAN_COLUMNS[language === 'en' ? 'en' : 'nl']
    return {
      plan: plan.code,
      titles: wanted.seats ? columns.seats : columns.sessions,
      rows: wanted.seats ? await seatRows(stores, plan.id, sessions) : sessions.map(sessionRow),
      appointments: sessions.map((session) => ({
        uid: `${session.id}@ontrac`,
        sequence: plan.version,
        madeAt: now,
        zone,
        startsAt: session.startsAt,
        endsAt: session.endsAt,
        summary: `${session.code}: ${session.exams.map(({exam}) => exam).join(', ')}`,
        description: [session.lead?.staff ?? '', ...session.invigilators.map(({staff}) => staff)].join(' ').trim(),
        location: `${session.room}, ${session.location}`,
        method: 'publish' as const,
      })),
    }
  })
}

function sessionRow(session: PlannedSession): TableCell[] {
  return [
    session.code,
    session.room,
    session.on,
    session.from,
    session.minutes,
    session.exams.map(({exam}) => exam).join(' '),
    session.lead?.staff ?? '',
    session.invigilators.map(({staff}) => staff).join(' '),
    session.students,
    session.capacity,
  ]
}

async function seatRows(
  stores: PlanningStores,
  plan: Parameters<PlanningStores['planning']['planSeats']>[0],
  sessions: readonly PlannedSession[],
): Promise<TableCell[][]> {
  const seats = await stores.planning.planSeats(plan)
  const fixed = await stores.sessions.history({id: [...new Set(seats.map(({sessionId}) => sessionId))]})
  const codes = new Map<string, string>([...fixed, ...sessions].map(({id, code}) => [id, code]))
  const exams = new Map((await stores.exams.history()).map(({id, code}) => [id, code]))
  const rows: TableCell[][] = []
  for (let i = 0; i < seats.length; i += 1_000) {
    const some = seats.slice(i, i + 1_000)
    const registrations = await stores.registrations.history({id: some.map(({registrationId}) => registrationId)})
    const byId = new Map(registrations.map((row) => [row.id, row]))
    const persons = await stores.persons.history({id: [...new Set(registrations.map(({personId}) => personId))]})
    const numbers = new Map(persons.map(({id, studentNumber}) => [id, studentNumber ?? '']))
    for (const {registrationId, sessionId} of some) {
      const row = byId.get(registrationId)
      if (row)
        rows.push([codes.get(sessionId) ?? '', row.code, numbers.get(row.personId) ?? '', exams.get(row.examId) ?? ''])
    }
  }
  return rows.toSorted((a, b) => (`${a[0]} ${a[2]}` < `${b[0]} ${b[2]}` ? -1 : 1))
}
