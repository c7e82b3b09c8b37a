import {sql} from 'kysely'
import type {PersonId, SessionId} from '../../src/ids.ts'
import type {Examiner, PlanningQuestions, SessionLoad, StaffMember} from '../../src/planning/store.ts'
import {NOT_ENROLLED} from './conditions.ts'
import type {Opening} from './opening.ts'
import {inPortions} from './planning-portions.ts'

type Demand = Pick<PlanningQuestions, 'staff' | 'examiners' | 'demand' | 'showUp' | 'seatsOf' | 'loads'>

/** Who still needs a place, who may be asked to help, and how full sessions are. */
export function openDemand({tx, access}: Opening): Demand {
  return {
    async staff(on) {
      const rows = await tx
        .selectFrom('personRole as r')
        .innerJoin('person as p', 'p.id', 'r.personId')
        .select(['p.id as personId', 'p.staffCode as code', 'p.locationId', 'r.role'])
        .where('r.role', 'in', ['lead', 'invigilator'])
        .where('r.endedAt', 'is', null)
        .where('p.endedAt', 'is', null)
        .where('p.staffCode', 'is not', null)
        .where((eb) => eb.or([eb('r.fromOn', 'is', null), eb('r.fromOn', '<=', on)]))
        .where((eb) => eb.or([eb('r.toOn', 'is', null), eb('r.toOn', '>=', on)]))
        .orderBy('p.id')
        .execute()
      const members = [...Map.groupBy(rows, ({personId}) => personId)].map(([personId, roles]): StaffMember => ({
        personId,
        code: roles[0]?.code ?? '',
        locationId: roles[0]?.locationId ?? null,
        leads: roles.some(({role}) => role === 'lead'),
        invigilates: roles.some(({role}) => role === 'invigilator'),
      }))
      return members.toSorted((a, b) => (a.code < b.code ? -1 : 1))
    },
    async examiners(on) {
      const rows = await tx
        .selectFrom('personRole as r')
        .innerJoin('person as p', 'p.id', 'r.personId')
        .select(['p.id as personId', 'p.staffCode as code', 'r.scope'])
        .where('r.role', '=', 'assessor')
        .where('r.endedAt', 'is', null)
        .where('p.endedAt', 'is', null)
        .where('p.staffCode', 'is not', null)
        .where((eb) => eb.or([eb('r.fromOn', 'is', null), eb('r.fromOn', '<=', on)]))
        .where((eb) => eb.or([eb('r.toOn', 'is', null), eb('r.toOn', '>=', on)]))
        .orderBy('p.id')
        .execute()
      const examiners = [...Map.groupBy(rows, ({personId}) => personId)].map(([personId, roles]): Examiner => ({
        personId,
        code: roles[0]?.code ?? '',
        examIds: together(roles.map(({scope}) => scope.examIds)),
        locationIds: together(roles.map(({scope}) => scope.locationIds)),
      }))
      return examiners.toSorted((a, b) => (a.code < b.code ? -1 : 1))
    },
    async demand(period, exams, enrolled = false, states = ['agreed']) {
      let query = tx
        .selectFrom('registration as r')
        .innerJoin('person as p', 'p.id', 'r.personId')
        .innerJoin('exam as x', 'x.id', 'r.examId')
        .leftJoin('enrolment as e', (join) => join.onRef('e.registrationId', '=', 'r.id').on('e.endedAt', 'is', null))
        .select([
          'r.id as registrationId',
          'r.code',
          'r.personId',
          'p.studentNumber as student',
          'r.examId',
          'r.requestedAt',
          'e.sessionId as seatedIn',
          'e.enrolledAt as seatedAt',
          'e.id as enrolmentId',
        ])
        .select(sql<string | null>`coalesce(r.location_id, p.location_id)`.as('locationId'))
        .select(
          sql<SessionId | null>`(select min(h.session_id) from plan_seat h join plan l on l.id = h.plan_id join session s on s.id = h.session_id
          where h.registration_id = r.id and l.state = 'applied' and s.ended_at is null)`.as('promised'),
        )
        .where('r.periodId', '=', period)
        .where('r.state', 'in', states)
        .where('r.closedAt', 'is', null)
      if (!enrolled) query = query.where('e.id', 'is', null)
      if (exams) query = exams.length > 0 ? query.where('r.examId', 'in', exams) : query.where(sql<boolean>`1 = 0`)
      const rows = await query.orderBy('p.searchKey').orderBy('r.personId').orderBy('x.code').orderBy('r.id').execute()
      return rows.map(({student, locationId, ...row}) => ({
        ...row,
        student: student ?? '',
        locationId: locationId as never,
      }))
    },
    showUp: () =>
      tx
        .selectFrom('attempt')
        .select('examId')
        .select(sql<number>`cast(count(*) as integer)`.as('expected'))
        .select(
          sql<number>`cast(sum(case when attendance in ('present', 'notFinished') then 1 else 0 end) as integer)`.as(
            'came',
          ),
        )
        .where('endedAt', 'is', null)
        .where('void', '=', false)
        .where('attendance', 'in', ['present', 'notStarted', 'notFinished', 'notPresent'])
        .groupBy('examId')
        .orderBy('examId')
        .execute(),
    seatsOf: (sessions) =>
      inPortions(sessions, (portion) =>
        tx
          .selectFrom('seat')
          .select(['sessionId', 'personId', 'poolId'])
          .where('sessionId', 'in', portion)
          .where('endedAt', 'is', null)
          .orderBy('id')
          .execute(),
      ),
    async loads(sessions) {
      const pools = await inPortions(sessions, (portion) =>
        tx
          .selectFrom('seatPool')
          .select([
            'sessionId',
            sql<number>`cast(sum(capacity) as integer)`.as('capacity'),
            sql<number>`cast(sum(taken) as integer)`.as('taken'),
            sql<number>`cast(sum(case when filter_kind is null or releases_at <= ${access.now} then capacity - taken else 0 end) as integer)`.as(
              'open',
            ),
          ])
          .where('sessionId', 'in', portion)
          .where('endedAt', 'is', null)
          .groupBy('sessionId')
          .execute(),
      )
      const promised = await inPortions(sessions, (portion) => promisedPersons(portion))
      const digital = await inPortions(sessions, (portion) => seatedDigitally(portion))
      const loads = new Map(
        sessions.map((id): [SessionId, SessionLoad] => [id, {capacity: 0, taken: 0, open: 0, promised: 0, digital: 0}]),
      )
      const add = (id: SessionId, more: Partial<SessionLoad>): void => void loads.set(id, {...loads.get(id)!, ...more})
      for (const {sessionId, ...pool} of pools) add(sessionId, pool)
      for (const [id, rows] of Map.groupBy(promised, ({sessionId}) => sessionId)) {
        add(id, {promised: new Set(rows.map(({personId}) => personId)).size})
      }
      const atComputers = [...digital, ...promised.filter(({form}) => form === 'digital')]
      for (const [id, rows] of Map.groupBy(atComputers, ({sessionId}) => sessionId)) {
        add(id, {digital: new Set(rows.map(({personId}) => personId)).size})
      }
      return loads
    },
  }

  /** Students with a certificate for a session who are not enrolled for it and have no seat in it. */
  function promisedPersons(
    sessions: readonly SessionId[],
  ): Promise<readonly {sessionId: SessionId; personId: PersonId; form: string}[]> {
    return tx
      .selectFrom('planSeat as h')
      .innerJoin('plan', 'plan.id', 'h.planId')
      .innerJoin('registration as r', 'r.id', 'h.registrationId')
      .innerJoin('exam as x', 'x.id', 'r.examId')
      .select(['h.sessionId', 'r.personId', 'x.form'])
      .where('h.sessionId', 'in', sessions)
      .where('plan.state', '=', 'applied')
      .where('r.closedAt', 'is', null)
      .where(NOT_ENROLLED)
      .where(({not, exists, selectFrom}) =>
        not(
          exists(
            selectFrom('seat as z')
              .select('z.id')
              .whereRef('z.sessionId', '=', 'h.sessionId')
              .whereRef('z.personId', '=', 'r.personId')
              .where('z.endedAt', 'is', null),
          ),
        ),
      )
      .execute()
  }

  function seatedDigitally(
    sessions: readonly SessionId[],
  ): Promise<readonly {sessionId: SessionId; personId: PersonId}[]> {
    return tx
      .selectFrom('enrolment as e')
      .innerJoin('sessionExam as o', 'o.id', 'e.sessionExamId')
      .innerJoin('exam as x', 'x.id', 'o.examId')
      .select(['e.sessionId', 'e.personId'])
      .distinct()
      .where('e.sessionId', 'in', sessions)
      .where('e.endedAt', 'is', null)
      .where('x.form', '=', 'digital')
      .execute()
  }
}

/** What several roles allow in all: one that names nothing allows everything. */
function together(lists: readonly (readonly string[] | undefined)[]): readonly string[] | null {
  return lists.some((list) => list === undefined || list.length === 0)
    ? null
    : [...new Set(lists.flatMap((list) => list ?? []))]
}
