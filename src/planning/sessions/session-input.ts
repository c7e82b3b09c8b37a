import {z} from 'zod'
import {ExamError} from '../../errors.ts'
import type {Exam, Location, Period, Person, Room} from '../../institution/model.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import {day, type Moment, spanOf, wallTime} from '../../time.ts'
import type {Session} from '../model.ts'
import {expectedMinutes} from './expected-minutes.ts'
import type {OfferedExam, SeatShare, SessionWish, WishedDuty} from './session-wish.ts'
import type {PlanningStores} from '../store.ts'

const Code = z.string().trim().min(1)
const Minutes = z.int().min(1).max(1440)
export const DUTIES = ['lead', 'invigilator', 'assessor', 'exam-leader', 'actor'] as const

/** A further day of a session that lasts several: `{on: '2026-12-02', from: '09:00', minutes: 240}`. */
const SessionPartInput = z.strictObject({on: Code, from: Code, minutes: Minutes})

/** A session as people type it, by codes. Without minutes it lasts as long as the longest that is expected in it. */
export const SessionInput = z.strictObject({
  period: Code,
  kind: z.enum(['cluster', 'oral', 'practical']).optional(),
  room: Code.optional(),
  location: Code.optional(),
  place: z.string().trim().max(300).default(''),
  on: Code,
  from: Code,
  minutes: Minutes.optional(),
  parts: z.array(SessionPartInput).default([]),
  /** Exam codes; `CODE:VERSION` names a version, else the newest one is laid before the students. */
  exams: z.array(Code).default([]),
  duties: z.array(z.strictObject({staff: Code, duty: z.enum(DUTIES)})).default([]),
  capacity: z.int().min(0).max(10_000).optional(),
  shares: z
    .array(z.strictObject({kind: z.enum(['exam', 'group', 'location']), code: Code, seats: z.int().min(1).max(10_000)}))
    .default([]),
})
export type SessionInput = z.output<typeof SessionInput>

/**
 * Looks up every code of a session as typed.
 *
 * @throws ExamError `<noun>.not-found`; `exam.no-version`, `session.mixed-shares`, and what reading a day or time throws
 */
export async function readSession(stores: PlanningStores, input: SessionInput): Promise<SessionWish> {
  const {zone, policy} = await theInstitution(stores)
  const period: Period = await stores.periods.get(input.period)
  const room: Room | null = input.room === undefined ? null : await stores.rooms.get(input.room)
  const location = await locationOf(stores, input, room)
  const exams = await readExams(stores, input.exams)
  const on = day(input.on)
  const minutes =
    input.minutes ?? (await expectedMinutes(stores, period, exams, on, policy.betweenExamsMinutes)).withExtra
  const moment: Moment = {on, from: wallTime(input.from), minutes, zone}
  const shares = await readShares(stores, input.shares)
  const kind = input.kind ?? kindOf(exams.map(({exam}) => exam))
  return {
    id: null,
    period,
    kind,
    room,
    location,
    place: input.place,
    moment,
    span: spanOf(moment),
    parts: input.parts.map((part) => {
      const each: Moment = {on: day(part.on), from: wallTime(part.from), minutes: part.minutes, zone}
      return {...spanOf(each), moment: each}
    }),
    exams,
    duties: await readDuties(stores, input.duties),
    // The slots of an oral session are its seats; they are made later.
    capacity: input.capacity ?? (kind === 'oral' ? 0 : (room?.examSeats ?? 0)),
    shares,
  }
}

/** Looks up exams and the version of each. @throws ExamError `exam.not-found`, `exam.no-version` */
async function readExams(stores: PlanningStores, codes: readonly string[]): Promise<OfferedExam[]> {
  const offered: OfferedExam[] = []
  for (const text of new Set(codes)) {
    const [code = '', wanted] = text.split(':')
    const exam = await stores.exams.get(code)
    const versions = await stores.examVersions.all({examId: exam.id})
    const version = wanted === undefined ? versions.at(-1) : versions.find((each) => each.code === wanted)
    if (!version) {
      const message =
        wanted === undefined
          ? `Exam ${code} has no version to take; add one first.`
          : `Exam ${code} has no version "${wanted}".`
      throw new ExamError('not-found', 'exam.no-version', message, {exam: code})
    }
    offered.push({exam, version})
  }
  return offered
}

/** Looks up people by staff code. @throws ExamError `person.not-found` */
export async function readDuties(stores: PlanningStores, duties: SessionInput['duties']): Promise<WishedDuty[]> {
  const read: WishedDuty[] = []
  for (const {staff, duty} of duties) read.push({person: await readStaff(stores, staff), duty})
  return read
}

/** The employee with this code. @throws ExamError `staff.not-found` */
export async function readStaff(stores: PlanningStores, code: string): Promise<Person> {
  const [person] = await stores.persons.all({staffCode: code})
  if (person) return person
  throw new ExamError(
    'not-found',
    'staff.not-found',
    `There is no employee "${code}". List them with: ontrac staff list`,
    {what: 'staff', key: code},
  )
}

async function locationOf(
  stores: PlanningStores,
  {location}: SessionInput,
  room: Room | null,
): Promise<Location | null> {
  if (room) return stores.locations.get(room.locationId)
  return location === undefined ? null : stores.locations.get(location)
}

async function readShares(stores: PlanningStores, shares: SessionInput['shares']): Promise<SeatShare[]> {
  if (new Set(shares.map(({kind}) => kind)).size > 1) {
    throw new ExamError(
      'invalid',
      'session.mixed-shares',
      'Keep seats by exam, by group or by location in one session, not by several of these.',
    )
  }
  const read: SeatShare[] = []
  for (const share of shares) {
    const {id} = await {exam: stores.exams, group: stores.groups, location: stores.locations}[share.kind].get(
      share.code,
    )
    read.push({...share, id})
  }
  return read
}

function kindOf(exams: readonly Exam[]): Session['kind'] {
  if (exams.length > 0 && exams.every(({form}) => form === 'oral')) return 'oral'
  return exams.length > 0 && exams.every(({form}) => form === 'practical') ? 'practical' : 'cluster'
}
