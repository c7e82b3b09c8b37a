import {performance} from 'node:perf_hooks'
import {sql} from 'kysely'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {openContext, type AllStores} from '../../db/context.ts'
import type {Tables} from '../../db/tables.ts'
import {hasher} from '../../plugins/system/hasher.ts'
import {systemIds} from '../../plugins/system/ids.ts'
import type {Context} from '../../src/context.ts'
import type {AttemptId, BoardId, MandateId, PersonId, RegistrationId, ResultId} from '../../src/ids.ts'
import {newPerson} from '../../src/institution/people/new-person.ts'
import {establishResults} from '../../src/results/establish-results.ts'
import {day, instant} from '../../src/time.ts'
import {type BenchSchool, fillBenchSchool} from '../support/bench-school.ts'
import {DATABASES, openTestStore, type TestStore} from '../support/databases.ts'

const STUDENTS = 20_000
const EXAMS = 10
const NOW = instant('2026-12-10T09:00')
/** Longest that a step of a run may take (design rule 2). */
const SECOND = 1000
const {next} = systemIds

describe.each(DATABASES)(`establishing ${STUDENTS} results under a mandate on %s`, (which) => {
  let opened: TestStore
  let functionary: PersonId

  beforeAll(async () => {
    opened = await openTestStore(which)
    const school = await fillBenchSchool(opened.store, {students: STUDENTS, exams: EXAMS, now: NOW})
    functionary = await fill(opened, school)
  }, 600_000)
  afterAll(() => opened.close())

  test('takes steps of less than a second', async () => {
    const steps: number[] = []
    const {established} = await establishResults(timed(opened, functionary, steps), {exam: 'EX0'})
    expect(established).toHaveLength(STUDENTS)
    const sorted = steps.toSorted((a, b) => a - b)
    const [middle, longest] = [sorted[Math.floor(sorted.length / 2)] ?? 0, sorted.at(-1) ?? 0]
    console.log(`${which}: ${steps.length} steps, median ${middle.toFixed(0)} ms, longest ${longest.toFixed(0)} ms`)
    expect(middle).toBeLessThan(SECOND)
  })
})

/** A functionary's context that notes how long each of his writes takes, in milliseconds. */
function timed({store}: TestStore, person: PersonId, steps: number[]): Context<AllStores> {
  const ctx = openContext({
    store,
    clock: {now: () => NOW},
    ids: systemIds,
    hash: hasher,
    asOf: {at: NOW, writes: true},
    actor: {person, roles: ['functionary'], scopes: {}},
  })
  return {
    ...ctx,
    write: async (...asked) => {
      const began = performance.now()
      const answer = await ctx.write(...asked)
      steps.push(performance.now() - began)
      return answer
    },
  }
}

/** A board for the programme, its functionary, and for each student registrations for all exams and a score at the first. */
async function fill({store}: TestStore, {students, exams, period}: BenchSchool): Promise<PersonId> {
  const add = async <K extends keyof Tables>(table: K, rows: readonly Tables[K][]): Promise<void> => {
    for (let i = 0; i < rows.length; i += 1000)
      await store.db
        .insertInto(table)
        .values(rows.slice(i, i + 1000) as never)
        .execute()
  }
  const ended = {endedAt: null, version: 1} as const
  const board = {id: next<BoardId>(), code: 'EC1', name: 'Examencommissie', ...ended}
  await add('examBoard', [board])
  await store.db.updateTable('programme').set({boardId: board.id}).execute()
  const someone = newPerson(next(), {staffCode: 'FUNC', givenName: 'Noor', familyName: 'Bos', email: '', kind: 'staff'})
  await add('person', [someone])
  await add('mandate', [
    {
      id: next<MandateId>(),
      code: 'M1',
      boardId: board.id,
      personId: someone.id,
      deeds: ['result.establish'],
      examIds: [],
      programmeIds: [],
      fromOn: day('2026-08-01'),
      toOn: day('2027-07-31'),
      documentFileId: null,
      revokedAt: null,
      version: 1,
    },
  ])
  const registered = students.flatMap(({id: personId}, i) =>
    exams.map((exam, n) => ({
      id: next<RegistrationId>(),
      code: `${i}-${n}`,
      personId,
      examId: exam.id,
      periodId: period.id,
      state: 'agreed' as const,
      source: 'office' as const,
      sourceId: null,
      requestedBy: null,
      requestedAt: NOW,
      locationId: null,
      late: false,
      decidedBy: null,
      decidedAt: null,
      resitOf: null,
      closedAt: null,
      version: 1,
    })),
  )
  await add('registration', registered)
  const first = registered.filter((_, i) => i % exams.length === 0)
  const attempts = first.map(({id: registrationId, personId, examId}) => ({
    id: next<AttemptId>(),
    registrationId,
    enrolmentId: null,
    personId,
    examId,
    number: 1,
    takenOn: day('2026-12-01'),
    attendance: 'present',
    counts: true,
    void: false,
    score: null,
    passed: null,
    source: 'report',
    ...ended,
  }))
  await add('attempt', attempts)
  await add(
    'result',
    attempts.map(({id: attemptId, personId, examId}) => ({
      id: next<ResultId>(),
      attemptId,
      partId: null,
      personId,
      examId,
      sessionId: null,
      step: 'score' as const,
      score: '6.5',
      passed: true,
      scoredBy: null,
      receivedAt: NOW,
      source: 'file',
      establishedAt: null,
      establishedBy: null,
      mandateId: null,
      publishedAt: null,
      openedAt: null,
      sentAt: null,
      ...ended,
    })),
  )
  await sql`analyze`.execute(store.db)
  return someone.id
}
