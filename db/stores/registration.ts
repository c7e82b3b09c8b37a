import {sql} from 'kysely'
import type {ExamId} from '../../src/ids.ts'
import type {InstitutionStores} from '../../src/institution/store.ts'
import type {RegistrationQuestions, RegistrationStores} from '../../src/registration/store.ts'
import type {Day} from '../../src/time.ts'
import {openTable} from '../table.ts'
import type {Opening} from './opening.ts'
import {openDemand} from './registration-demand.ts'
import {openFreeze} from './registration-freeze.ts'
import {openRegistrationLists} from './registration-lists.ts'
import {openRegistrationTeams} from './registration-teams.ts'

/** Registrations in one statement: each has seventeen values, and SQLite takes 32,766. */
const ROWS = 1500

/** Opens the memory of the registration phase. */
export function openRegistration(opening: Opening): Omit<RegistrationStores, keyof InstitutionStores> {
  const {tx, access} = opening
  return {
    registrations: openTable(tx, access, 'registration', {ends: 'closedAt', code: 'code'}),
    registrationNotes: openTable(tx, access, 'registrationNote', {
      noun: 'registration-note',
      ends: null,
      versioned: false,
    }),
    attempts: openTable(tx, access, 'attempt'),
    freezes: openTable(tx, access, 'demandFreeze', {noun: 'demand-freeze', ends: null, versioned: false}),
    registration: {
      ...openGuarded(opening),
      ...openRegistrationLists(opening),
      ...openRegistrationTeams(opening),
      ...openDemand(opening),
      freeze: openFreeze(opening),
    },
  }
}

function openGuarded({tx}: Opening): Pick<RegistrationQuestions, 'add' | 'firstPlannedDays'> {
  return {
    async add(rows) {
      const stand = new Set<string>()
      for (let i = 0; i < rows.length; i += ROWS) {
        // No target: whichever unique index a row meets, an error would end the whole transaction on Postgres.
        const added = await tx
          .insertInto('registration')
          .values(rows.slice(i, i + ROWS))
          .onConflict((conflict) => conflict.doNothing())
          .returning('id')
          .execute()
        for (const {id} of added) stand.add(id)
      }
      return stand
    },
    async firstPlannedDays(period, exams) {
      if (exams.length === 0) return new Map()
      const rows = await tx
        .selectFrom('session')
        .innerJoin('sessionExam', 'sessionExam.sessionId', 'session.id')
        .select(['sessionExam.examId', sql<Day>`min(session.on_date)`.as('on')])
        .where('session.periodId', '=', period)
        .where('session.endedAt', 'is', null)
        .where('session.state', '<>', 'cancelled')
        .where('sessionExam.endedAt', 'is', null)
        .where('sessionExam.examId', 'in', exams)
        .groupBy('sessionExam.examId')
        .execute()
      return new Map<ExamId, Day>(rows.map(({examId, on}) => [examId, on]))
    },
  }
}
