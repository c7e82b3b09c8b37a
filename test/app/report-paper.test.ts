import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {takeOverAll} from '../../commands/lib/paper-report.ts'
import {listAbsences} from '../../src/delivery/absences/list-absences.ts'
import {finaliseSession} from '../../src/delivery/lists/finalise-session.ts'
import {recordAttendance} from '../../src/delivery/reports/record-attendance.ts'
import {showReport} from '../../src/delivery/reports/show-report.ts'
import {DATABASES} from '../support/databases.ts'
import {begin, openExamDay} from '../support/exam-day.ts'
import {openWorld, type World} from '../support/world.ts'

const reason = 'Overgenomen van papier'

describe.each(DATABASES)('reports kept on paper on %s', (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which)
  })
  afterAll(() => world.close())

  /** A person of the office signs in the place of the lead. */
  const openOffice = async (code: string) => {
    const clerk = await world.employee(code)
    return () => world.as('office', clerk)
  }

  test('are opened, recorded, signed and closed, and who was absent waits to be judged', async () => {
    const day = await openExamDay(world, {rules: {idRequired: true}})
    const office = await openOffice('VRIS')
    await finaliseSession(office(), {session: day.code})
    world.setNow('2026-12-01T21:30')
    const [absent = '', ...others] = day.numbers
    const taken = await takeOverAll(office(), {sessions: [day.code], absent: [`${absent}@${day.code}`], reason})
    expect(taken).toMatchObject({takenOver: [{session: day.code, attempts: 3, absent: 1}], refused: []})
    const {candidates, state} = await showReport(office(), {session: day.code})
    expect(state).toBe('reported')
    expect(candidates.filter(({idChecked}) => idChecked).map(({student}) => student)).toEqual(others)
    expect(await listAbsences(office(), {session: day.code})).toMatchObject([{student: absent, reason: 'none'}])
  })

  test('keep what was recorded already, and are taken up again where they were refused', async () => {
    const day = await openExamDay(world)
    const office = await openOffice('VRIT')
    await begin(world, day)
    const [late = '', absent = ''] = day.numbers
    world.setNow('2026-12-01T09:10')
    await recordAttendance(office(), {
      session: day.code,
      students: [late],
      attendance: 'present',
      arrived: '09:10',
      reason,
    })
    world.setNow('2026-12-01T08:50')
    const early = await takeOverAll(office(), {sessions: [day.code], absent: [absent], reason})
    expect(early).toMatchObject({takenOver: [], refused: [{session: day.code, code: 'report.refused'}]})
    world.setNow('2026-12-01T21:30')
    const taken = await takeOverAll(office(), {sessions: [day.code], absent: [absent], reason})
    expect(taken).toMatchObject({takenOver: [{attempts: 3, absent: 1}], refused: []})
    const {candidates} = await showReport(office(), {session: day.code})
    expect(candidates.find(({student}) => student === late)).toMatchObject({lateMinutes: 10})
  })

  test('say nothing at all when somebody named is on no list', async () => {
    const day = await openExamDay(world)
    const office = await openOffice('VRIU')
    await begin(world, day)
    const taking = takeOverAll(office(), {sessions: [day.code], absent: ['0000'], reason})
    await expect(taking).rejects.toMatchObject({
      code: 'report.refused',
      details: {reasons: [{code: 'report.not-a-candidate'}]},
    })
    const {attendance} = await showReport(office(), {session: day.code})
    expect(attendance).toEqual({notKnown: 3})
  })

  test('leave absences that are listed a page at a time, by student', async () => {
    const day = await openExamDay(world, {students: 5})
    const office = await openOffice('VRIV')
    await begin(world, day)
    world.setNow('2026-12-01T21:30')
    await takeOverAll(office(), {sessions: [day.code], absent: day.numbers, reason})
    const seen: string[] = []
    for (
      let after: string | undefined, page;
      (page = await listAbsences(office(), {session: day.code, after, limit: 2})).length > 0;
    ) {
      seen.push(...page.map(({student}) => student))
      after = page.at(-1)?.id
    }
    expect(seen).toEqual(day.numbers)
  })
})
