import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {openWalk, type Walk} from '../support/walk.ts'

const OFFICE = ['--reason', 'Van papier']

describe('the days of the exams and what comes after, typed word by word', () => {
  let walk: Walk
  beforeAll(async () => {
    walk = await openWalk()
    const {type, at} = walk
    at('2026-10-24T09:00')
    await type('period freeze 2026-P2')
    at('2026-10-27T09:00')
    for (const [code, on] of [
      ['S1', '2026-12-01'],
      ['S2', '2026-12-03'],
      ['S3', '2026-12-07'],
    ] as const) {
      await type(
        `session create 2026-P2 --room A1 --on ${on} --from 09:00 --minutes 90 --exam NE --code ${code} --lead LEA`,
      )
      await type(`session publish ${code}`)
    }
    await type('session create 2026-P2 --room A2 --on 2026-12-08 --from 09:00 --exam CE --code C1 --lead LOU')
    await type('session publish C1')
    at('2026-11-09T09:00')
    await type('enrolment add 106 CE C1')
    for (const number of ['101', '102', '103']) await type(`enrolment add ${number} NE S1`)
    await type('enrolment add 104 NE S2')
    for (const number of ['105', '106']) await type(`enrolment add ${number} NE S3`)
    at('2026-11-29T09:00')
    await type('absence report 103 NE --reason ill --proof-seen')
    await type('session finalise --period 2026-P2')
  })
  afterAll(() => walk.close())

  test('everything that happens in a room is put down in the report', async () => {
    const {type, at} = walk
    await type('delivery attendance S1')
    await type('delivery lists S1 --diff')
    at('2026-12-01T09:00')
    await type(['report', 'open', 'S1', ...OFFICE])
    await type(['report', 'id', 'S1', '101', '--document', 'passport', ...OFFICE])
    await type(['report', 'id', 'S1', '102', '--missing', '--decided-by', 'SMIT', ...OFFICE])
    await type(['report', 'attendance', 'S1', '101', 'present', ...OFFICE])
    await type(['report', 'hand-over', 'S1', 'LOU', ...OFFICE])
    at('2026-12-01T09:40')
    await type(['report', 'admit', 'S1', '102', '--arrived', '09:35', '--decided-by', 'SMIT', ...OFFICE])
    await type(['report', 'toilet', 'S1', '101', 'out', ...OFFICE])
    await type(['report', 'toilet', 'S1', '101', 'back', ...OFFICE])
    await type(['report', 'note', 'S1', '--text', 'Rustig', ...OFFICE])
    await type(['report', 'event', 'S1', '--kind', 'noise', '--text', 'Boren', '--concerns', '101', ...OFFICE])
    await type(['report', 'pause', 'S1', ...OFFICE])
    at('2026-12-01T09:50')
    await type(['report', 'resume', 'S1', ...OFFICE])
    await type(['report', 'room', 'S1', 'A2', ...OFFICE])
    await type(['report', 'extend', 'S1', '5', ...OFFICE])
    at('2026-12-01T12:00')
    await type(['report', 'attendance', 'S1', '102', 'present', '--arrived', '09:35', ...OFFICE])
    await type(['report', 'attendance', 'S1', '103', 'notPresent', ...OFFICE])
    await type(['report', 'walk-in', 'S1', '104', 'NE', '--text', 'Zat aan een vrije tafel', ...OFFICE])
    await type(['report', 'sign', 'S1', ...OFFICE])
    await type(['report', 'addendum', 'S1', '--text', 'Kladpapier nagekomen', ...OFFICE])
    await type(['report', 'close', 'S1', ...OFFICE])
    expect(await type('report show S1')).toMatchObject({session: 'S1'})
    await type(['report', 'settle-walk-in', 'S1', '104', 'NE', '--reason', 'Komt op 3 december'])
    await type('report show S1 --facts')
    await type(['report', 'correct', 'S1', '103', 'present', ...OFFICE])
  })

  test('a session that cannot go on is aborted', async () => {
    const {type, at} = walk
    at('2026-12-03T09:00')
    await type(['report', 'open', 'S2', ...OFFICE])
    expect(await type(['report', 'abort', 'S2', '--reason', 'Stroomstoring'])).toMatchObject({session: 'S2'})
  })

  test('cases are opened, told, and withdrawn', async () => {
    const {type} = walk
    const fraud = ['--kind', 'fraud', '--scope', 'candidates', '--student', '101', '--text', 'Telefoon']
    const {case: code} = await type<{case: string}>(['case', 'open', 'S1', ...fraud])
    await type('case list --limit 1')
    await type(`case show ${code}`)
    await type(['case', 'triage', code, 'minor', '--reason', 'Stond uit'], {as: 'functionary'})
    const leak = ['--kind', 'calamity', '--scope', 'exam', '--exam', 'CE', '--text', 'Opgave stond online']
    const {case: central} = await type<{case: string}>(['case', 'open', 'C1', ...leak])
    await type(`case told ${central} --inspectorate --cvte`)
    expect(await type(`case show ${central}`)).toMatchObject({case: central, candidates: [{student: '106'}]})
    await type(['case', 'withdraw', code, '--reason', 'Was een opmerking'])
  })

  test('results are recorded, held, shown, reopened; a publication is taken back', async () => {
    const {type, at} = walk
    for (const [number, score] of [
      ['101', '4,0'],
      ['102', '6,8'],
      ['103', '7,0'],
    ] as const)
      await type(`result record ${number} NE --score ${score} --scored-by TES`)
    at('2026-12-04T09:00')
    expect(await type('result show 101 NE')).toMatchObject({student: '101'})
    await type('absence list')
    await type('result establish --session S1', {as: 'functionary'})
    const {run} = await type<{run: string}>('result publish --session S1', {as: 'functionary'})
    await type(`result undo-publication --run ${run} --dry-run`, {as: 'functionary'})
    await type(`result undo-publication --run ${run}`, {as: 'functionary'})
    await type('result publish --session S1', {as: 'functionary'})
    const scores = await walk.file('scores.csv', ['studentnummer;examen;score', '102;NE;7,2'])
    await type(['import', 'results', scores])
    expect(await type('result held')).toMatchObject({held: [{student: '102'}]})
    await type(['result', 'decide-held', '102', 'NE', 'reject', '--reason', 'Van een ander'], {as: 'board'})
    await type(['result', 'reopen', '102', 'NE', '--reason', 'Vraag 4 vervalt', '--dry-run'], {as: 'board'})
    await type(['result', 'reopen', '102', 'NE', '--reason', 'Vraag 4 vervalt'], {as: 'board'})
    await type('result list --period 2026-P2 --limit 1')
  })

  test('resits are asked for, refused and taken back; exemptions are granted and end', async () => {
    const {type} = walk
    const windows =
      '--registration 2026-12-01..2027-01-15 --enrolment 2027-01-18..2027-02-18 --taking 2027-02-01..2027-02-19'
    await type(`period create 2027-P3 --from 2027-02-01 --to 2027-02-19 ${windows}`)
    await type('period open 2027-P3')
    const ask = ['resit', 'request', '101', 'NE', '--reason', 'Kwam punten tekort', '--period', '2027-P3']
    const {resit} = await type<{resit: string}>(ask)
    await type('resit list --limit 1')
    await type(['resit', 'withdraw', resit, '--reason', 'Toch niet'])
    const {resit: again} = await type<{resit: string}>(ask)
    await type(['resit', 'refuse', again, '--reason', 'Eerst oefenen'], {as: 'board'})
    await type(['exemption', 'grant', '105', 'GS', '--basis', 'Diploma', '--grade', '7.0'], {as: 'board'})
    expect(await type('exemption list')).toMatchObject({exemptions: [{student: '105', exam: 'GS'}]})
    await type(['exemption', 'end', '105', 'GS', '--reason', 'Niet erkend'], {as: 'board'})
  })

  test('what was not used is carried over and brought back; dossiers are shown and checked', async () => {
    const {type} = walk
    const {run} = await type<{run: string}>('registration carry-over 2026-P2 2027-P3')
    await type(`registration undo ${run}`)
    expect(await type('dossier show 101')).toMatchObject({student: {number: '101'}})
    await type('dossier check 101')
    await type('dossier session S1')
    await type('archive list')
  })

  test('a student opens his own result', async () => {
    const {type} = walk
    const {userInfo} = await import('node:os')
    await type(`user map ${userInfo().username} 103`)
    expect(await type('result open NE', {as: 'student'})).toMatchObject({results: [{}]})
  })
})
