import {consumerOf, objectOf, type OkeObject} from '../../src/oke/parts.ts'
import {of, type OkeSeason} from './oke-season.ts'

/** What two systems have of the same things, a line each, in order: they agree when the lists are the same. */
export type BothSides = Readonly<{here: readonly string[]; there: readonly string[]}>

/** Registrations, as we have them and as the SIS does, without those that the office is told to look at. */
export async function registrations({world, sides}: OkeSeason): Promise<BothSides> {
  const rows = await world.store.db
    .selectFrom('registration as r')
    .innerJoin('person as p', 'p.id', 'r.personId')
    .innerJoin('exam as e', 'e.id', 'r.examId')
    .select(['r.sourceId', 'p.studentNumber', 'p.familyName', 'e.code'])
    .where('r.state', '!=', 'withdrawn')
    .execute()
  const looked = await world.store.db
    .selectFrom('externalRecord')
    .select('externalId')
    .where('kind', '=', 'registration')
    .where('state', '=', 'waiting')
    .execute()
  const waiting = new Set(looked.map(({externalId}) => externalId))
  const people = new Map(of(sides.sis.records.values(), 'person').map((person) => [person.id, person]))
  const exams = new Map(of(sides.sis.records.values(), 'exam').map(({id, code}) => [id, code]))
  return {
    here: lines(rows, ({sourceId, studentNumber, familyName, code}) => [sourceId, studentNumber, familyName, code]),
    there: lines(
      of(sides.sis.records.values(), 'registration').filter(({id, state}) => state === 'active' && !waiting.has(id)),
      ({id, person, exam}) => [id, people.get(person)?.studentNumber, people.get(person)?.familyName, exams.get(exam)],
    ),
  }
}

/** Sessions and who takes part in them, as we have them and as the platform does. */
export async function participations({world, sides}: OkeSeason): Promise<BothSides> {
  const {db} = world.store
  const sessions = await db
    .selectFrom('sessionExam as x')
    .innerJoin('session as s', 's.id', 'x.sessionId')
    .select(['x.id', 's.startsAt', 's.endsAt'])
    .where('s.state', '!=', 'cancelled')
    .execute()
  const students = await db
    .selectFrom('enrolment as e')
    .innerJoin('person as p', 'p.id', 'e.personId')
    .select(['e.id', 'e.sessionExamId', 'p.studentNumber', 'p.familyName', 'e.extraMinutes', 'e.aids'])
    .where('e.endedAt', 'is', null)
    .execute()
  const theirs = [...sides.delivery.associations.values()].filter(isActive)
  const offered = [...sides.delivery.offerings.values()].filter(isActive)
  return {
    here: [
      ...lines(sessions, ({id, startsAt, endsAt}) => [id, startsAt, endsAt]),
      ...lines(students, (row) => [
        row.id,
        row.sessionExamId,
        row.studentNumber,
        row.familyName,
        row.extraMinutes,
        row.extraMinutes > 0 ? ['extraTime', ...row.aids] : row.aids,
      ]),
    ],
    there: [
      ...lines(offered, ({offeringId, startDateTime, endDateTime}) => [offeringId, startDateTime, endDateTime]),
      ...lines(
        theirs.filter(({role}) => role === 'student'),
        (each) => {
          const person = objectOf(each['person'])
          const {additionalTimeInMin, personalNeeds} = consumerOf(each)
          const {code} = objectOf(person['primaryCode'])
          const known = [each['associationId'], each['offering'], code, person['surname'], additionalTimeInMin]
          return [...known, personalNeeds]
        },
      ),
    ],
  }
}

/** Results, as we have them and as the platform said. */
export async function results({world, sides}: OkeSeason): Promise<BothSides> {
  const rows = await world.store.db
    .selectFrom('attempt as a')
    .leftJoin('result as r', (on) => on.onRef('r.attemptId', '=', 'a.id').on('r.endedAt', 'is', null))
    .select(['a.enrolmentId', 'a.attendance', 'r.score'])
    .execute()
  const theirs = [...sides.delivery.associations.values()].filter(
    (each) => isActive(each) && each['role'] === 'student',
  )
  return {
    here: lines(rows, ({enrolmentId, attendance, score}) => [enrolmentId, attendance, score]),
    there: lines(theirs, (each) => {
      const result = objectOf(each['result'])
      return [each['associationId'], consumerOf(result)['attendance'], result['score']]
    }),
  }
}

/** Outcomes, as we have them and as the SIS was told. */
export async function outcomes({world, sides}: OkeSeason): Promise<BothSides> {
  const rows = await world.store.db
    .selectFrom('attempt as a')
    .innerJoin('registration as g', 'g.id', 'a.registrationId')
    .leftJoin('result as r', (on) => on.onRef('r.attemptId', '=', 'a.id').on('r.endedAt', 'is', null))
    .select(['g.sourceId', 'a.attendance', 'r.score', 'r.establishedAt', 'a.number'])
    .execute()
  return {
    here: lines(rows, (row) => [row.sourceId, row.attendance, row.score, row.establishedAt !== null, row.number]),
    there: lines([...sides.sis.results], ([id, told]) => {
      const result = objectOf(told['result'])
      const {attendance, final} = consumerOf(result)
      return [id, attendance, result['score'], final, consumerOf(told)['attempt']]
    }),
  }
}

function isActive(each: OkeObject): boolean {
  return each['state'] !== 'canceled' && consumerOf(each)['offeringState'] !== 'canceled'
}

function lines<T>(rows: readonly T[], read: (row: T) => readonly unknown[]): readonly string[] {
  return rows.map((row) => JSON.stringify(read(row).map((value) => value ?? null))).toSorted((a, b) => (a < b ? -1 : 1))
}
