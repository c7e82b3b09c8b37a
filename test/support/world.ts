import {openContext, type AllStores} from '../../db/context.ts'
import type {Tables} from '../../db/tables.ts'
import type {Context} from '../../src/context.ts'
import type {Role} from '../../src/deeds.ts'
import type * as ids from '../../src/ids.ts'
import {ExamRules} from '../../src/institution/exams/exam.ts'
import type {Exam, ExamVersion, Group, Location, Person, Period, Programme, Room} from '../../src/institution/model.ts'
import {Policy} from '../../src/institution/policy.ts'
import type {Enrolment, Seat} from '../../src/enrolment/model.ts'
import type {RoomBooking, SeatPool, Session, SessionExam} from '../../src/planning/model.ts'
import type {Clock, Ids} from '../../src/ports.ts'
import type {Registration} from '../../src/registration/model.ts'
import {type Day, day, type Instant, instant, spanOf, wallTime} from '../../src/time.ts'
import {hasher} from '../../plugins/system/hasher.ts'
import {openTestStore} from './databases.ts'

/** Ids that count, `…-000000000001`, so that a failing test names the same thing twice. */
function countingIds(): Ids {
  let n = 0
  let codes = 0
  return {
    next: <T extends string>() => `00000000-0000-7000-8000-${(++n).toString(16).padStart(12, '0')}` as T,
    code: (letters) => (++codes).toString(36).toUpperCase().padStart(letters, '0'),
  }
}

const ZONE = 'Europe/Amsterdam'

/** A small school on one of the databases, with a clock that stands still until a test moves it. */
export type World = Awaited<ReturnType<typeof openWorld>>

/** Opens an empty school with its institution; the clock stands at Monday 2 November 2026, 09:00 in Amsterdam. */
export async function openWorld(which: 'sqlite' | 'postgres', policy: Partial<Policy> = {}) {
  const {store, address, close} = await openTestStore(which)
  const ids = countingIds()
  let now = instant('2026-11-02T09:00')
  const clock: Clock = {now: () => now}
  const insert = async <K extends keyof Tables>(table: K, row: Tables[K]): Promise<Tables[K]> => {
    await store.db
      .insertInto(table)
      .values(row as never)
      .execute()
    return row
  }
  const ended = {endedAt: null, version: 1} as const
  const institution = await insert('institution', {
    id: ids.next<ids.InstitutionId>(),
    name: 'Testcollege',
    language: 'nl',
    zone: ZONE,
    policy: Policy.parse(policy),
    rehearsal: false,
    createdAt: now,
    version: 1,
  })

  /** A context for one who acts in `roles`; the stopped clock is the time on both databases. */
  const as = (roles: Role | readonly Role[], person: Person | null = null): Context<AllStores> =>
    openContext({
      store,
      clock,
      ids,
      hash: hasher,
      asOf: {at: now, writes: true},
      actor: {person: person?.id ?? null, roles: typeof roles === 'string' ? [roles] : roles, scopes: {}},
    })

  const person = (row: Partial<Person>): Promise<Person> =>
    insert('person', {
      id: ids.next<ids.PersonId>(),
      studentNumber: null,
      staffCode: null,
      kind: 'regular',
      givenName: 'Sanne',
      prefix: 'de',
      familyName: 'Vries',
      idCheckName: '',
      email: `p${row.studentNumber ?? row.staffCode ?? ''}@example.org`,
      language: null,
      eckId: null,
      accountId: null,
      sisId: null,
      searchKey: '',
      sortKey: '',
      locationId: null,
      mergedIntoId: null,
      erasedAt: null,
      ...ended,
      ...row,
    })

  return {
    store,
    address,
    ids,
    institution,
    as,
    office: () => as('office'),
    system: () => as('system'),
    insert,
    now: () => now,
    /** Moves the clock: `2026-11-30T09:00` in Amsterdam, or with an offset. */
    setNow: (at: string) => {
      now = instant(at)
    },
    close,
    location: (code: string, row: Partial<Location> = {}) =>
      insert('location', {
        id: ids.next<ids.LocationId>(),
        code,
        name: `Gebouw ${code}`,
        address: 'Kade 1',
        ...ended,
        ...row,
      }),
    student: (studentNumber: string, row: Partial<Person> = {}) => person({studentNumber, ...row}),
    employee: (staffCode: string, row: Partial<Person> = {}) => person({staffCode, kind: 'staff', ...row}),
    /** A role that the person holds from now on without end. */
    role: (who: Person, role: Role) =>
      insert('personRole', {
        id: ids.next<string>(),
        personId: who.id,
        role,
        scope: {},
        fromOn: null,
        toOn: null,
        endedAt: null,
      }),
    programme: (code: string, row: Partial<Programme> = {}) =>
      insert('programme', {
        id: ids.next<ids.ProgrammeId>(),
        code,
        crebo: '25655',
        name: 'Opleiding',
        level: 4,
        route: 'bol',
        cohort: '2025-2026',
        locationId: null,
        boardId: null,
        ...ended,
        ...row,
      }),
    /** Puts a student in a programme as his main one. */
    study: (who: Person, programme: Programme) =>
      insert('programmeEnrolment', {
        id: ids.next<string>(),
        personId: who.id,
        programmeId: programme.id,
        main: true,
        startsOn: day('2025-08-01'),
        plannedEndOn: day('2028-07-31'),
        endedOn: null,
        diplomaOn: null,
        employer: '',
        version: 1,
      }),
    /** A group with its students and teachers. */
    async group(code: string, students: readonly Person[], teachers: readonly Person[] = [], row: Partial<Group> = {}) {
      const group = await insert('classGroup', {
        id: ids.next<ids.GroupId>(),
        code,
        name: code,
        programmeId: null,
        locationId: null,
        ...ended,
        ...row,
      })
      for (const {id} of students)
        await insert('groupMember', {
          id: ids.next<string>(),
          groupId: group.id,
          personId: id,
          fromOn: null,
          toOn: null,
          endedAt: null,
        })
      for (const {id} of teachers)
        await insert('groupTeacher', {id: ids.next<string>(), groupId: group.id, personId: id, endedAt: null})
      return group
    },
    room: (code: string, at: Location, row: Partial<Room> = {}) =>
      insert('room', {
        id: ids.next<ids.RoomId>(),
        code,
        locationId: at.id,
        name: '',
        seats: 20,
        examSeats: 20,
        computers: 20,
        features: [],
        rowCount: null,
        columnCount: null,
        owner: '',
        ...ended,
        ...row,
      }),
    /** An exam with one version of `minutes`; it is in every programme's exam plan. */
    async exam(
      code: string,
      row: Partial<Omit<Exam, 'rules'>> & {rules?: Partial<ExamRules>} = {},
      version: Partial<ExamVersion> = {},
    ) {
      const exam = await insert('exam', {
        id: ids.next<ids.ExamId>(),
        code,
        name: `Examen ${code}`,
        subject: 'Nederlands',
        level: '3F',
        kind: 'school',
        form: 'digital',
        aids: [],
        resultScale: '0.0-10.0',
        passMark: '5.5',
        ...ended,
        ...row,
        rules: ExamRules.parse(row.rules ?? {}),
      })
      const made = await insert('examVersion', {
        id: ids.next<ids.ExamVersionId>(),
        examId: exam.id,
        code: 'A',
        platform: 'remindo',
        componentId: null,
        variant: '',
        minutes: 60,
        extraTime: true,
        endedAt: null,
        ...version,
      })
      await insert('examPlanEntry', {
        id: ids.next<string>(),
        examId: exam.id,
        crebo: '*',
        cohort: null,
        externalCode: null,
        endedAt: null,
      })
      return {...exam, exam, version: made}
    },
    /** An open period whose registration, enrolment and taking windows all lie around the clock's first day. */
    async period(
      code: string,
      row: Partial<Period> = {},
      windows: Partial<Record<'registration' | 'enrolment' | 'taking', readonly [string, string]>> = {},
    ) {
      const period = await insert('period', {
        id: ids.next<ids.PeriodId>(),
        code,
        name: code,
        state: 'open',
        fromOn: day('2026-11-30'),
        toOn: day('2026-12-18'),
        version: 1,
        ...row,
      })
      const spans = {
        registration: ['2026-10-01', '2026-11-20'],
        enrolment: ['2026-11-01', '2026-12-18'],
        taking: ['2026-11-30', '2026-12-19'],
        ...windows,
      } as const
      for (const [kind, [opens, closes]] of Object.entries(spans))
        await insert('periodWindow', {
          id: ids.next<string>(),
          periodId: period.id,
          examId: null,
          kind: kind as 'registration',
          opensAt: instant(opens),
          closesAt: instant(closes),
          endedAt: null,
        })
      return period
    },
    registration: (who: Person, exam: {id: ids.ExamId}, period: Period, row: Partial<Registration> = {}) =>
      insert('registration', {
        id: ids.next<ids.RegistrationId>(),
        code: ids.code(6),
        personId: who.id,
        examId: exam.id,
        periodId: period.id,
        state: 'agreed',
        source: 'office',
        sourceId: null,
        requestedBy: null,
        requestedAt: now,
        locationId: null,
        late: false,
        decidedBy: null,
        decidedAt: null,
        resitOf: null,
        closedAt: null,
        version: 1,
        ...row,
      }),
    /** A published session of `exams` in `room` with one general pool of `seats`; the room is booked. */
    async session(
      code: string,
      period: Period,
      room: Room,
      exams: readonly {id: ids.ExamId; version: ExamVersion}[],
      options: SessionOptions = {},
    ) {
      const {on = '2026-12-01', from = '09:00', minutes = 120, seats = room.examSeats, ...row} = options
      const moment = {on: day(on), from: wallTime(from), minutes, zone: ZONE}
      const at = {onDate: moment.on, fromTime: moment.from, minutes, zone: ZONE, ...spanOf(moment)}
      const session: Session = await insert('session', {
        id: ids.next<ids.SessionId>(),
        code,
        periodId: period.id,
        kind: 'cluster',
        state: 'published',
        locationId: room.locationId,
        roomId: room.id,
        place: '',
        listVersion: 0,
        planId: null,
        publishedAt: now,
        finalAt: null,
        ...at,
        ...ended,
        ...row,
      })
      const sessionExams: SessionExam[] = []
      for (const [position, exam] of exams.entries())
        sessionExams.push(
          await insert('sessionExam', {
            id: ids.next<ids.SessionExamId>(),
            sessionId: session.id,
            examId: exam.id,
            examVersionId: exam.version.id,
            position,
            endedAt: null,
          }),
        )
      const pool: SeatPool = await insert('seatPool', {
        id: ids.next<ids.PoolId>(),
        sessionId: session.id,
        capacity: seats,
        taken: 0,
        filterKind: null,
        filterId: null,
        releasesAt: null,
        ...ended,
      })
      const booking: RoomBooking = await insert('roomBooking', {
        id: ids.next<string>(),
        roomId: room.id,
        sessionId: session.id,
        title: code,
        bookedBy: null,
        ...at,
        endedAt: null,
      })
      return {...session, session, sessionExams, pool, booking}
    },
    /** Seats a registration in a session's general pool, as an enrolment by the office. */
    async enrolment(
      registration: Registration,
      made: {session: Session; sessionExams: readonly SessionExam[]; pool: SeatPool},
      row: Partial<Enrolment> = {},
    ) {
      const sessionExam = made.sessionExams.find(({examId}) => examId === registration.examId)!
      const seat: Seat = await insert('seat', {
        id: ids.next<ids.SeatId>(),
        sessionId: made.session.id,
        personId: registration.personId,
        poolId: made.pool.id,
        label: null,
        startsAt: made.session.startsAt,
        endsAt: made.session.endsAt,
        ...ended,
      })
      await store.db
        .updateTable('seatPool')
        .set((eb) => ({taken: eb('taken', '+', 1)}))
        .where('id', '=', made.pool.id)
        .execute()
      return insert('enrolment', {
        id: ids.next<ids.EnrolmentId>(),
        registrationId: registration.id,
        personId: registration.personId,
        sessionExamId: sessionExam.id,
        sessionId: made.session.id,
        seatId: seat.id,
        position: 0,
        examVersionId: sessionExam.examVersionId,
        extraMinutes: 0,
        aids: [],
        source: 'office',
        enrolledBy: null,
        enrolledAt: now,
        endedAt: null,
        endReason: null,
        movedToId: null,
        version: 1,
        ...row,
      })
    },
  }
}

type SessionOptions = Partial<Omit<Session, 'onDate' | 'fromTime' | 'minutes'>> & {
  on?: string
  from?: string
  minutes?: number
  seats?: number
}

/** The instant at which something happens in a test's words: `2026-12-01T09:00` in Amsterdam. */
export const at = (text: string): Instant => instant(text)
/** A day in a test's words. */
export const on = (text: string): Day => day(text)
