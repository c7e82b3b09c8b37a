import type {ExchangeQuestions, ParticipationFacts} from '../../src/exchange/store.ts'
import type {Tables} from '../tables.ts'
import type {Opening} from './opening.ts'

/** Opens what is told of sessions, participations and attempts, as it is now; a handful of queries for hundreds of them. */
export function openExchangeFacts(
  opening: Opening,
): Pick<ExchangeQuestions, 'sessionFacts' | 'participationFacts' | 'attemptFacts'> {
  const {tx} = opening
  return {
    async sessionFacts(ids) {
      if (ids.length === 0) return new Map()
      const own = await rowsOf(opening, 'sessionExam', ids)
      const sessions = byId(
        await rowsOf(
          opening,
          'session',
          own.map(({sessionId}) => sessionId),
        ),
      )
      const exams = byId(
        await rowsOf(
          opening,
          'exam',
          own.map(({examId}) => examId),
        ),
      )
      const versions = byId(
        await rowsOf(
          opening,
          'examVersion',
          own.map(({examVersionId}) => examVersionId),
        ),
      )
      const rooms = byId(
        await rowsOf(
          opening,
          'room',
          [...sessions.values()].flatMap(({roomId}) => roomId ?? []),
        ),
      )
      const locations = byId(
        await rowsOf(
          opening,
          'location',
          [...sessions.values()].flatMap(({locationId}) => locationId ?? []),
        ),
      )
      return new Map(
        own.flatMap(({id, sessionId, examId, examVersionId}) => {
          const [session, exam, version] = [sessions.get(sessionId), exams.get(examId), versions.get(examVersionId)]
          if (!session || !exam || !version) return []
          const room = rooms.get(session.roomId ?? '')?.code ?? ''
          const location = locations.get(session.locationId ?? '')?.code ?? ''
          return [[id, {id, session, exam, version, room, location}] as const]
        }),
      )
    },
    async participationFacts(localIds) {
      const staff = localIds.filter((id) => id.includes(':'))
      const enrolments = await rowsOf(
        opening,
        'enrolment',
        localIds.filter((id) => !id.includes(':')),
      )
      const duties = byId(
        await rowsOf(
          opening,
          'sessionDuty',
          staff.map((id) => id.split(':', 1)[0] ?? ''),
        ),
      )
      const persons = byId(
        await rowsOf(
          opening,
          'person',
          [...enrolments, ...duties.values()].map(({personId}) => personId),
        ),
      )
      const facts: ParticipationFacts[] = []
      for (const enrolment of enrolments) {
        const person = persons.get(enrolment.personId)
        const {id: localId, sessionExamId} = enrolment
        if (person) facts.push({localId, sessionExamId, person, enrolment, duty: null})
      }
      for (const localId of staff) {
        const [dutyId = '', sessionExamId = ''] = localId.split(':')
        const duty = duties.get(dutyId)
        const person = duty && persons.get(duty.personId)
        if (duty && person) facts.push({localId, sessionExamId, person, enrolment: null, duty: duty.duty})
      }
      return new Map(facts.map((fact) => [fact.localId, fact]))
    },
    async attemptFacts(ids) {
      if (ids.length === 0) return new Map()
      const attempts = await rowsOf(opening, 'attempt', ids)
      const results = await tx
        .selectFrom('result')
        .selectAll()
        .where('attemptId', 'in', ids as never)
        .where('partId', 'is', null)
        .where('endedAt', 'is', null)
        .execute()
      const ofAttempt = new Map<string, (typeof results)[number]>(results.map((result) => [result.attemptId, result]))
      const enrolments = byId(
        await rowsOf(
          opening,
          'enrolment',
          attempts.flatMap(({enrolmentId}) => enrolmentId ?? []),
        ),
      )
      const sessions = byId(
        await rowsOf(
          opening,
          'session',
          [...enrolments.values()].map(({sessionId}) => sessionId),
        ),
      )
      return new Map(
        attempts.map((attempt) => {
          const session = sessions.get(enrolments.get(attempt.enrolmentId ?? '')?.sessionId ?? '') ?? null
          return [attempt.id, {attempt, result: ofAttempt.get(attempt.id) ?? null, session}] as const
        }),
      )
    },
  }
}

type Kinds =
  | 'session'
  | 'sessionExam'
  | 'exam'
  | 'examVersion'
  | 'room'
  | 'location'
  | 'enrolment'
  | 'sessionDuty'
  | 'person'
  | 'attempt'

async function rowsOf<K extends Kinds>({tx}: Opening, table: K, ids: readonly string[]) {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return []
  const query = tx
    .selectFrom(table as 'session')
    .selectAll()
    .where('id', 'in', wanted as never)
  return (await query.execute()) as unknown as readonly Tables[K][]
}

function byId<T extends {readonly id: string}>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row.id, row]))
}
