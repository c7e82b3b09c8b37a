import type {Access} from '../../context.ts'
import {ExamError} from '../../errors.ts'
import type {Json} from '../../json.ts'
import {heldSession} from '../../planning/sessions/held-session.ts'
import {requirePlanningRight} from '../../planning/sessions/planning-right.ts'
import {sessionCode} from '../../planning/sessions/session-code.ts'
import {sessionConflicts} from '../../planning/sessions/session-conflicts.ts'
import {readSession, type SessionInput} from '../../planning/sessions/session-input.ts'
import {surroundingsOf} from '../../planning/sessions/session-surroundings.ts'
import {type SessionWish, staffOf, timesOf} from '../../planning/sessions/session-wish.ts'
import {overlaps} from '../../time.ts'
import {choice, code, date, form, list, text, time, whole} from '../cells.ts'
import {type Complaint, optional, required, type RowOf} from '../field.ts'
import {type Decision, importKind, type Planner, type ReadRow, type Start} from '../import-kind.ts'
import {type SessionItem, sessionWork} from '../session-work.ts'
import type {ImportStores} from '../store.ts'

const FIELDS = {
  code: optional('zitting session', form(/^[\w.-]{1,60}$/, 'a session code: letters, digits, "-", "_" or "."'), null),
  kind: optional(
    'soort kind',
    choice({
      cluster: 'cluster',
      mondeling: 'oral',
      praktijk: 'practical',
      oral: 'oral',
      practical: 'practical',
    } as const),
    null,
  ),
  exams: required('examens examen exams', list(code)),
  room: optional('lokaal room', code, null),
  location: optional('locatie location', code, null),
  place: optional('plaats place', text(300), ''),
  on: required('datum date', date),
  from: required('van from', time),
  minutes: optional('minuten duur minutes', whole(1, 1440), null),
  capacity: optional('plaatsen capacity', whole(0, 10_000), null),
  lead: optional('afnameleider lead', list(code), []),
  invigilators: optional('surveillanten invigilators', list(code), []),
  assessors: optional('beoordelaars assessors', list(code), []),
}
type Row = RowOf<typeof FIELDS>

/**
 * Sessions planned elsewhere, such as in a timetable. Each is checked as one by hand, against what is planned and against the
 * rows before it. One that is known by its code and planned otherwise is not changed by a file: moving it concerns students.
 */
export const sessions = importKind({
  name: 'sessions',
  deed: 'session.create',
  fields: FIELDS,
  needsPeriod: true,
  // Each is checked by itself, with a dozen queries.
  stepRows: 25,
  key: (row) => row.code ?? [row.room ?? row.place, row.on, row.from].join(' '),
  begin: planSessions,
  work: sessionWork,
})

type Planned = Readonly<{line: number; wish: SessionWish}>

function planSessions({options}: Start): Planner<Row> {
  const before: Planned[] = []
  return {
    async decide(stores, access, rows) {
      const decisions: Decision[] = []
      for (const row of rows) decisions.push(await decideOne(stores, access, row, options.period ?? '', before))
      return decisions
    },
  }
}

async function decideOne(
  stores: ImportStores,
  access: Access,
  {line, row}: ReadRow<Row>,
  period: string,
  before: Planned[],
): Promise<Decision> {
  const input = inputOf(row, period)
  try {
    const wish = await readSession(stores, input)
    await requirePlanningRight(stores, access, wish)
    const name = row.code ?? sessionCode(wish.room?.code ?? wish.location?.code ?? 'EXT', wish.moment)
    const about = `Session ${name}`
    const [known] = await stores.sessions.all({code: name})
    if (known) {
      const isSame = isAsPlanned(row, wish, await heldSession(stores, known))
      return isSame ? {line, about, does: 'same'} : {line, about, does: 'bad', complaints: [differs(name)]}
    }
    const complaints = [...sessionConflicts(wish, await surroundingsOf(stores, wish)), ...inTheWay(wish, before)]
    if (complaints.length > 0) return {line, about, does: 'bad', complaints}
    before.push({line, wish})
    const item: SessionItem = {line, code: name, input}
    return {line, about, does: 'add', item: item as unknown as Json}
  } catch (error) {
    if (!(error instanceof ExamError)) throw error
    return {line, about: 'Session', does: 'bad', complaints: [{code: error.code, message: error.message}]}
  }
}

function inputOf(row: Row, period: string): SessionInput {
  const {kind, exams, room, location, place, on, from, minutes, capacity} = row
  const duties = (
    [
      ['lead', row.lead],
      ['invigilator', row.invigilators],
      ['assessor', row.assessors],
    ] as const
  ).flatMap(([duty, people = []]) => people.map((staff) => ({staff, duty})))
  return {
    period,
    exams: [...exams],
    place: place ?? '',
    on,
    from,
    duties,
    parts: [],
    shares: [],
    ...(kind ? {kind} : {}),
    ...(room ? {room} : {}),
    ...(location ? {location} : {}),
    ...(minutes ? {minutes} : {}),
    ...(capacity === null || capacity === undefined ? {} : {capacity}),
  }
}

/** Whether a session stands as a row says; people on duty change often and are not compared. */
function isAsPlanned({minutes, capacity}: Row, wish: SessionWish, held: SessionWish): boolean {
  const codes = (of: SessionWish): string =>
    of.exams
      .map(({exam}) => exam.code)
      .toSorted()
      .join()
  return (
    wish.period.id === held.period.id &&
    wish.room?.id === held.room?.id &&
    wish.place === held.place &&
    wish.span.startsAt === held.span.startsAt &&
    (!minutes || wish.moment.minutes === held.moment.minutes) &&
    (capacity === null || capacity === undefined || capacity === held.capacity) &&
    codes(wish) === codes(held)
  )
}

function differs(name: string): Complaint {
  return {
    code: 'session.differs',
    message: `Session ${name} is planned otherwise; move it with: ontrac session move ${name}, or leave the row out.`,
    field: 'code',
  }
}

/** What earlier rows of the file take: a room or somebody at the same time. */
function inTheWay(wish: SessionWish, before: readonly Planned[]): readonly Complaint[] {
  const complaints: Complaint[] = []
  for (const {line, wish: other} of before) {
    if (!timesOf(wish).some((span) => timesOf(other).some((taken) => overlaps(span, taken)))) continue
    if (wish.room && wish.room.id === other.room?.id)
      complaints.push({
        code: 'room.taken',
        message: `Room ${wish.room.code} is taken then by the session of line ${line}.`,
        field: 'room',
      })
    if (staffOf(wish).some((person) => staffOf(other).includes(person)))
      complaints.push({
        code: 'staff.on-duty',
        message: `Somebody is on duty then in the session of line ${line}.`,
        field: 'lead',
      })
  }
  return complaints
}
