import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {sql} from 'kysely'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {openStores} from '../../db/stores/index.ts'
import {hasher} from '../../plugins/system/hasher.ts'
import {createKeyFile, openSigner} from '../../plugins/system/signer.ts'
import {reportDigest} from '../../src/delivery/reports/report-digest.ts'
import type {AttemptId, FreezeId, OfferId, OralSlotId, ResultId, RunId, WaitingId} from '../../src/ids.ts'
import {sealAudit} from '../../src/operation/seal-audit.ts'
import type {Signer} from '../../src/ports.ts'
import {CHECKS} from '../../src/verify/checks.ts'
import {verifyStore} from '../../src/verify/verify-store.ts'
import {DATABASES} from '../support/databases.ts'
import {at, on, openWorld} from '../support/world.ts'

const folder = mkdtempSync(join(tmpdir(), 'ontrac-verify-'))
afterAll(() => rmSync(folder, {recursive: true}))
const keyFile = join(folder, 'key.pem')
await createKeyFile(keyFile)
const signer: Signer = await openSigner(keyFile)

/** A small season with something of everything, in which every promise is kept. */
async function openSeason(which: (typeof DATABASES)[number]) {
  const world = await openWorld(which)
  const noord = await world.location('NOORD')
  const [room, other] = [await world.room('B104', noord), await world.room('B105', noord)]
  const [sanne, jo, kim] = [
    await world.student('1000001'),
    await world.student('1000002'),
    await world.student('1000003'),
  ]
  const lead = await world.employee('LEAD')
  const board = await world.employee('BOARD')
  const [nl, en] = [await world.exam('NL'), await world.exam('EN')]
  const period = await world.period('2026-P2')
  const session = await world.session('S1', period, room, [nl, en])
  const later = await world.session('S2', period, other, [nl, en], {from: '13:00'})
  const registration = await world.registration(sanne, nl, period)
  const enrolment = await world.enrolment(registration, session)
  const used = await world.registration(jo, nl, period, {state: 'used', closedAt: world.now()})
  const taken = await world.enrolment(used, session)
  const waiting = await world.registration(kim, nl, period)
  const ids = world.ids
  await world.insert('sessionDuty', {
    id: ids.next<string>(),
    sessionId: session.id,
    personId: lead.id,
    duty: 'lead',
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    endedAt: null,
  })
  const place = {id: ids.next<WaitingId>(), registrationId: waiting.id, personId: kim.id, sessionId: later.id}
  await world.insert('waitingPlace', {
    ...place,
    sessionExamId: later.sessionExams[0]!.id,
    joinedAt: world.now(),
    endedAt: null,
    endReason: null,
  })
  await world.insert('seatOffer', {
    id: ids.next<OfferId>(),
    waitingPlaceId: place.id,
    poolId: later.pool.id,
    offeredAt: world.now(),
    expiresAt: at('2026-11-03T09:00'),
    state: 'open',
    decidedAt: null,
  })
  await world.store.db.updateTable('seatPool').set({taken: 1}).where('id', '=', later.pool.id).execute()
  await world.insert('oralSlot', {
    id: ids.next<OralSlotId>(),
    sessionId: session.id,
    sessionExamId: enrolment.sessionExamId,
    roomId: null,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    preparationMinutes: 0,
    examinerIds: [],
    enrolmentId: enrolment.id,
    registrationId: null,
    endedAt: null,
  })
  const freeze = {id: ids.next<FreezeId>(), periodId: period.id, examId: null, frozenAt: world.now(), undoneAt: null}
  await world.insert('demandFreeze', freeze)
  await world.insert('frozenRegistration', {
    freezeId: freeze.id,
    registrationId: registration.id,
    examId: nl.id,
    personId: sanne.id,
    locationId: null,
    extraMinutes: 0,
    aids: [],
  })
  await world.office().write('demand.freeze', {}, async (_, entry) => {
    entry.note({about: ['period', period.id], facts: {frozen: 1}})
  })
  const fact = {
    id: ids.next<string>(),
    sessionId: session.id,
    number: 1,
    kind: 'attendance',
    personId: sanne.id,
    enrolmentId: enrolment.id,
    detail: {attendance: 'present'},
    clientId: null,
    basis: null,
    deviceAt: null,
    offsetMs: null,
    receivedAt: world.now(),
    byPersonId: lead.id,
    addendum: false,
  }
  await world.insert('reportFact', fact)
  const digest = reportDigest(hasher, [fact])
  const signedAt = world.now()
  await world.insert('sessionReport', {
    sessionId: session.id,
    state: 'signed',
    openedAt: signedAt,
    signedAt,
    digest,
    version: 1,
  })
  await world.insert('reportSignature', {
    id: ids.next<string>(),
    sessionId: session.id,
    personId: lead.id,
    signerName: 'L',
    signerRole: 'lead',
    signedAt,
    digest,
  })
  await world.store.db.updateTable('session').set({state: 'reported'}).where('id', '=', session.id).execute()
  const attempt = {
    id: ids.next<AttemptId>(),
    registrationId: used.id,
    enrolmentId: taken.id,
    personId: jo.id,
    examId: nl.id,
    number: 1,
    takenOn: on('2026-12-01'),
    attendance: 'present',
    counts: true,
    void: false,
    score: '7.0',
    passed: true,
    source: 'report',
    endedAt: null,
    version: 1,
  }
  await world.insert('attempt', attempt)
  const boardId = ids.next<never>()
  await world.insert('examBoard', {id: boardId, code: 'EC', name: 'EC', endedAt: null, version: 1})
  const member = {id: ids.next<string>(), boardId, personId: board.id, fromOn: null, toOn: null, endedAt: null}
  await world.insert('boardMember', member)
  const result = {
    id: ids.next<ResultId>(),
    attemptId: attempt.id,
    partId: null,
    personId: jo.id,
    examId: nl.id,
    sessionId: session.id,
    step: 'final' as const,
    score: '7.0',
    passed: true,
    scoredBy: null,
    receivedAt: world.now(),
    source: 'file',
    establishedAt: world.now(),
    establishedBy: board.id,
    mandateId: null,
    publishedAt: world.now(),
    openedAt: null,
    sentAt: null,
    endedAt: null,
    version: 1,
  }
  await world.insert('result', result)
  const run = ids.next<RunId>()
  await world.insert('run', {
    id: run,
    code: 'RUNRUN',
    kind: 'import',
    state: 'applied',
    basedOn: {},
    summary: {},
    options: {},
    steps: 1,
    nextStep: 1,
    createdBy: null,
    createdAt: world.now(),
    appliedAt: world.now(),
    undoneAt: null,
    version: 1,
  })
  await world.insert('runStep', {runId: run, position: 0, payload: {}, inverse: null})
  await world
    .system()
    .write('reminder.queue', {}, ({outbox}) => outbox.post([{person: sanne.id, letter: 'x', data: {}}]))
  await sealAudit(world.system(), signer)
  return {
    world,
    sanne,
    jo,
    kim,
    lead,
    session,
    later,
    other,
    nl,
    en,
    period,
    registration,
    enrolment,
    taken,
    attempt,
    result,
  }
}

type Season = Awaited<ReturnType<typeof openSeason>>

describe.each(DATABASES)('verifying a store on %s', (which) => {
  let season: Season
  beforeAll(async () => {
    season = await openSeason(which)
  })
  afterAll(() => season.world.close())

  /** The promises that are broken once this is done, which a rule, a lock, a constraint or an index would have refused. */
  async function brokenBy(statements: readonly string[]): Promise<readonly string[]> {
    const {store, ids} = season.world
    if (which === 'sqlite')
      for (const pragma of ['ignore_check_constraints = on', 'foreign_keys = off'])
        await sql.raw(`pragma ${pragma}`).execute(store.db)
    const loosened = [
      'set local session_replication_role = replica',
      'alter table seat_pool drop constraint never_overbooked',
    ]
    const tx = await store.db.startTransaction().execute()
    try {
      for (const statement of [...(which === 'postgres' ? loosened : []), ...statements])
        await sql.raw(statement).execute(tx)
      const access = {person: null, role: 'admin', reach: 'all', scope: {}, now: season.world.now()} as const
      const stores = await openStores({tx, access, kind: which, ids, hash: hasher})
      const broken: string[] = []
      for (const {name, find} of CHECKS)
        if ((await find({stores, hash: hasher, key: signer, limit: 5})).length > 0) broken.push(name)
      return broken.toSorted()
    } finally {
      await tx.rollback().execute()
    }
  }

  test('finds nothing in a season where every promise is kept', async () => {
    const {findings, ok} = await verifyStore(season.world.as('admin'), {key: signer})
    expect(findings.filter((finding) => !finding.ok)).toEqual([])
    expect(ok).toBe(true)
    expect(findings.map(({check}) => check)).toEqual(CHECKS.map(({name}) => name))
    await expect(verifyStore(season.world.as('teacher'), {key: signer})).rejects.toMatchObject({code: 'view.forbidden'})
  })

  type Planted = readonly [what: string, statements: (season: Season) => readonly string[], also?: readonly string[]]
  const PLANTED: Record<string, readonly Planted[]> = {
    'one-registration': [
      [
        'two open registrations',
        ({registration}) => [
          'drop index one_open_registration',
          copyRow('registration', registration.id, {code: `'TWICE2'`}),
        ],
      ],
    ],
    'registration-closed': [
      ['a used one that is open', () => ["update registration set closed_at = null where state = 'used'"]],
      [
        'an agreed one that is closed',
        ({registration}) => [`update registration set closed_at = requested_at where id = '${registration.id}'`],
      ],
    ],
    'frozen-as-registered': [['another exam', ({en}) => [`update frozen_registration set exam_id = '${en.id}'`]]],
    'frozen-counted': [['one that was taken out', () => ['delete from frozen_registration']]],
    'times-derived': [
      [
        'a session an hour off',
        ({later}) => [`update session set ends_at = '2026-12-01T23:00:00.000Z' where id = '${later.id}'`],
      ],
      [
        'a booking with another wall clock',
        ({later}) => [`update room_booking set from_time = '14:00' where session_id = '${later.id}'`],
      ],
      [
        'a wall clock that does not exist',
        ({later}) => [`update session set on_date = '2026-03-29', from_time = '02:30' where id = '${later.id}'`],
      ],
    ],
    'room-once': [
      [
        'two bookings',
        ({session}) => [copyRow('room_booking', session.booking.id, {session_id: 'null', title: `'feest'`})],
      ],
    ],
    'staff-once': [
      [
        'two sessions at once',
        ({later}) => [
          `insert into session_duty select 'zz', '${later.id}', person_id, duty, starts_at, ends_at, null from session_duty`,
        ],
      ],
    ],
    'pool-fits': [
      [
        'more taken than there are',
        ({session}) => [`update seat_pool set capacity = 1 where id = '${session.pool.id}'`],
      ],
    ],
    'pool-counted': [
      ['too many', ({session}) => [`update seat_pool set taken = taken + 1 where id = '${session.pool.id}'`]],
      ['too few', ({later}) => [`update seat_pool set taken = 0 where id = '${later.pool.id}'`]],
    ],
    'student-once': [
      [
        'a seat elsewhere at that time',
        ({enrolment, later, registration}) => [
          copyRow('seat', enrolment.seatId, {session_id: `'${later.id}'`, pool_id: `'${later.pool.id}'`}, 'seat2'),
          `update seat_pool set taken = taken + 1 where id = '${later.pool.id}'`,
          copyRow(
            'registration',
            registration.id,
            {exam_id: `(select exam_id from session_exam where id = '${later.sessionExams[1]!.id}')`, code: `'ELSE22'`},
            'reg2',
          ),
          copyRow('enrolment', enrolment.id, {
            registration_id: `'reg2'`,
            session_id: `'${later.id}'`,
            session_exam_id: `'${later.sessionExams[1]!.id}'`,
            seat_id: `'seat2'`,
          }),
        ],
      ],
    ],
    'one-enrolment': [
      ['two active ones', ({enrolment}) => ['drop index one_active_enrolment', copyRow('enrolment', enrolment.id, {})]],
    ],
    'enrolment-agreed': [
      [
        'a withdrawn registration',
        ({registration}) => [
          `update registration set state = 'withdrawn', closed_at = requested_at where id = '${registration.id}'`,
        ],
      ],
      [
        'another student',
        ({registration, kim}) => [
          'delete from frozen_registration',
          `update registration set person_id = '${kim.id}', exam_id = (select id from exam where code = 'EN') where id = '${registration.id}'`,
        ],
        ['exam-offered', 'frozen-counted'],
      ],
    ],
    'enrolment-seated': [
      [
        'a seat of another',
        ({taken, enrolment}) => [`update enrolment set seat_id = '${taken.seatId}' where id = '${enrolment.id}'`],
        ['seat-used'],
      ],
      [
        'a seat that ended',
        ({enrolment, session}) => [
          `update seat set ended_at = starts_at where id = '${enrolment.seatId}'`,
          `update seat_pool set taken = taken - 1 where id = '${session.pool.id}'`,
        ],
      ],
    ],
    'seat-used': [
      [
        'nobody enrolled on it',
        ({enrolment}) => [
          `update enrolment set ended_at = enrolled_at where id = '${enrolment.id}'`,
          'delete from oral_slot',
        ],
      ],
    ],
    'exam-offered': [
      [
        'another exam of the session',
        ({enrolment, session}) => [
          `update enrolment set session_exam_id = '${session.sessionExams[1]!.id}' where id = '${enrolment.id}'`,
          'delete from oral_slot',
        ],
      ],
      [
        'one that is offered no more',
        ({enrolment}) => [
          `update session_exam set ended_at = '2026-11-02T08:00:00.000Z' where id = '${enrolment.sessionExamId}'`,
        ],
      ],
    ],
    'slot-held': [
      ['two slots', () => [copyRow('oral_slot', '(select id from oral_slot)', {})]],
      ['for another exam', ({session}) => [`update oral_slot set session_exam_id = '${session.sessionExams[1]!.id}'`]],
    ],
    'ended-session-empty': [
      ['seats in it', ({later}) => [`update session set state = 'cancelled' where id = '${later.id}'`]],
    ],
    'waiting-open': [
      [
        'who is enrolled there',
        ({kim, later}) => [
          `insert into enrolment select 'e2', registration_id, '${kim.id}', session_exam_id, session_id, 'seat3', 0, (select id from exam_version limit 1), 0, '[]', 'office', null, joined_at, null, null, null, 1 from waiting_place`,
          `insert into seat select 'seat3', '${later.id}', '${kim.id}', '${later.pool.id}', null, '${later.startsAt}', '${later.endsAt}', null, 1`,
          `update seat_pool set taken = 2 where id = '${later.pool.id}'`,
        ],
      ],
      [
        'whose registration is closed',
        () => [
          "update registration set state = 'withdrawn', closed_at = requested_at where id = (select registration_id from waiting_place)",
        ],
      ],
    ],
    'offer-held': [
      [
        'of another session',
        ({session, later}) => [
          `update seat_offer set pool_id = '${session.pool.id}'`,
          `update seat_pool set taken = 0 where id = '${later.pool.id}'`,
          `update seat_pool set taken = 3 where id = '${session.pool.id}'`,
        ],
      ],
      ['to who waits no more', () => ["update waiting_place set ended_at = joined_at, end_reason = 'left'"]],
      [
        'accepted by who still waits',
        ({later}) => [
          "update seat_offer set state = 'accepted'",
          `update seat_pool set taken = 0 where id = '${later.pool.id}'`,
        ],
      ],
    ],
    'report-signed': [
      ['a report that is open', () => ["update session_report set state = 'open'"]],
      ['signed over something else', () => ["update report_signature set digest = 'x'"]],
      ['signed by an invigilator only', () => ["update report_signature set signer_role = 'invigilator'"]],
      ['no report', () => ['delete from report_signature', 'delete from session_report']],
    ],
    'report-unchanged': [
      ['a changed fact', () => [`update report_fact set detail = '{"attendance":"notPresent"}'`]],
      ['a lost fact', () => ['delete from report_fact']],
    ],
    'attempt-numbered': [
      ['a gap', () => ['update attempt set number = 2']],
      ['a second with the same number', ({attempt}) => [copyRow('attempt', attempt.id, {taken_on: `'2026-12-02'`})]],
    ],
    'result-authorised': [
      ['by nobody', () => ['update result set established_by = null']],
      ['by somebody of no board', ({lead}) => [`update result set established_by = '${lead.id}'`]],
    ],
    'result-in-attempt': [
      ['another score', () => ["update attempt set score = '8.0'"]],
      ['passed and not', () => ['update attempt set passed = 0']],
      ['no outcome', () => ['update attempt set score = null, passed = null']],
    ],
    'case-undecided': [
      [
        'established meanwhile',
        ({session, taken, jo}) => [
          `insert into exam_case select 'case1', 'CASE22', 'fraud', 'candidates', '${session.id}', null, null, 'open', null, '2026-11-01T08:00:00.000Z', null, null, null, 1`,
          `insert into case_candidate select 'cc1', 'case1', '${taken.id}', '${jo.id}', null, null, null, null`,
        ],
      ],
    ],
    'published-established': [
      ['not established', () => ["update result set established_at = null, established_by = null, step = 'score'"]],
      ['opened, not published', () => ['update result set published_at = null, opened_at = received_at']],
    ],
    'run-in-steps': [
      ['beyond its end', () => ['update run set next_step = 2']],
      ['without a step', () => ['delete from run_step']],
      ['with a gap', () => ['update run_step set position = 3']],
    ],
    'lane-in-order': [['a place that was not given', () => ['update message set sequence = 9']]],
    'trail-sealed': [['a changed entry', () => ["update audit_entry set role = 'board' where seal_number = 1"]]],
    'reference-there': [['a room that is gone', ({other}) => [`delete from room where id = '${other.id}'`]]],
  }

  test('every promise has a violation planted against it', () => {
    expect(Object.keys(PLANTED).toSorted()).toEqual(CHECKS.map(({name}) => name).toSorted())
  })

  const cases = Object.entries(PLANTED).flatMap(([check, all]) =>
    all.map(([what, statements, also = []]) => ({check, what, statements, also})),
  )
  test.each(cases)('finds $check: $what', async ({check, statements, also}) => {
    expect(await brokenBy(statements(season))).toEqual([check, ...also].toSorted())
  })
})

const COLUMNS: Record<string, string> = {
  registration:
    'id, code, person_id, exam_id, period_id, state, source, source_id, requested_by, requested_at, location_id, late, decided_by, decided_at, resit_of, closed_at, version',
  room_booking:
    'id, room_id, session_id, title, booked_by, on_date, from_time, minutes, zone, starts_at, ends_at, ended_at',
  seat: 'id, session_id, person_id, pool_id, label, starts_at, ends_at, ended_at, version',
  enrolment:
    'id, registration_id, person_id, session_exam_id, session_id, seat_id, position, exam_version_id, extra_minutes, aids, source, enrolled_by, enrolled_at, ended_at, end_reason, moved_to_id, version',
  oral_slot:
    'id, session_id, session_exam_id, room_id, starts_at, ends_at, preparation_minutes, examiner_ids, enrolment_id, ended_at',
  attempt:
    'id, registration_id, enrolment_id, person_id, exam_id, number, taken_on, attendance, counts, void, score, passed, source, ended_at, version',
}

/** The same row once more, but for some columns. */
function copyRow(table: string, id: string, changes: Record<string, string>, newId = 'zz-copy'): string {
  const columns = COLUMNS[table]!.split(', ')
  const values = columns.map((column) => (column === 'id' ? `'${newId}'` : (changes[column] ?? column)))
  const key = id.startsWith('(') ? id : `'${id}'`
  return `insert into ${table} (${columns.join(', ')}) select ${values.join(', ')} from ${table} where id = ${key}`
}
