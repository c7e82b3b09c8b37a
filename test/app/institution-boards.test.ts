import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import type {Context} from '../../src/context.ts'
import type {AllStores} from '../../db/context.ts'
import {addExamPart} from '../../src/institution/exams/add-exam-part.ts'
import {changeBoard} from '../../src/institution/boards/change-board.ts'
import {createBoard} from '../../src/institution/boards/create-board.ts'
import {endExemption} from '../../src/institution/boards/end-exemption.ts'
import {endStaff} from '../../src/institution/people/end-staff.ts'
import {giveMandate} from '../../src/institution/boards/give-mandate.ts'
import {grantExemption} from '../../src/institution/boards/grant-exemption.ts'
import {listBoards} from '../../src/institution/boards/list-boards.ts'
import {listExemptions} from '../../src/institution/boards/list-exemptions.ts'
import {listMandates} from '../../src/institution/boards/list-mandates.ts'
import type {Person} from '../../src/institution/model.ts'
import {revokeMandate} from '../../src/institution/boards/revoke-mandate.ts'
import {showBoard} from '../../src/institution/boards/show-board.ts'
import {DATABASES} from '../support/databases.ts'
import {openWorld, type World} from '../support/world.ts'

describe.each(DATABASES)('exam boards on %s', (which) => {
  let world: World
  let sanne: Person
  let jan: Person
  let board: () => Context<AllStores>
  beforeAll(async () => {
    world = await openWorld(which)
    sanne = await world.employee('VRIS')
    jan = await world.employee('JANA')
    board = () => world.as('board', sanne)
    await world.programme('VZ-25')
    await world.exam('NE')
    await world.exam('EN')
    await createBoard(world.as('admin'), {code: 'EC', name: 'Examencommissie'})
    await createBoard(world.as('admin'), {code: 'EC2', name: 'Examencommissie 2'})
  })
  afterAll(() => world.close())

  test('a code is of one board', async () => {
    await expect(createBoard(world.as('admin'), {code: 'EC', name: 'X'})).rejects.toMatchObject({
      details: {reasons: [{code: 'board.exists'}]},
    })
    await expect(createBoard(world.office(), {code: 'X', name: 'X'})).rejects.toMatchObject({code: 'deed.forbidden'})
  })

  test('a board is told who sits on it and what it answers for; twice is once', async () => {
    const change = {
      board: 'EC',
      addMembers: ['VRIS', 'JANA'],
      from: '2026-08-01',
      addProgrammes: ['VZ-25'],
      addExams: ['NE'],
    }
    await changeBoard(world.as('admin'), change)
    expect(await changeBoard(world.as('admin'), change)).toMatchObject({
      members: [
        {staffCode: 'VRIS', from: '2026-08-01', to: null},
        {staffCode: 'JANA', from: '2026-08-01', to: null},
      ],
      programmes: ['VZ-25'],
      exams: ['NE'],
    })
    await changeBoard(world.as('admin'), {board: 'EC', endMembers: ['JANA'], endExams: ['NE'], name: 'Commissie'})
    expect(await showBoard(world.office(), 'EC')).toMatchObject({
      name: 'Commissie',
      members: [{staffCode: 'VRIS'}],
      exams: [],
    })
  })

  test('a programme goes to the board it was given last, and an unknown code changes nothing', async () => {
    await changeBoard(world.as('admin'), {board: 'EC2', addProgrammes: ['VZ-25']})
    const wrong = {board: 'EC', addProgrammes: ['VZ-25'], addExams: ['XX']}
    await expect(changeBoard(world.as('admin'), wrong)).rejects.toMatchObject({code: 'exam.not-found'})
    expect(await listBoards(world.office())).toMatchObject([
      {code: 'EC', programmes: []},
      {code: 'EC2', programmes: ['VZ-25']},
    ])
    await changeBoard(world.as('admin'), {board: 'EC2', endProgrammes: ['VZ-25']})
    await changeBoard(world.as('admin'), {board: 'EC', addProgrammes: ['VZ-25'], endProgrammes: []})
    const backwards = {board: 'EC', addMembers: ['JANA'], from: '2026-12-02', to: '2026-12-01'}
    await expect(changeBoard(world.as('admin'), backwards)).rejects.toMatchObject({code: 'board.term-upside-down'})
  })

  test('only a member gives a mandate, for days in order, and mandates may overlap', async () => {
    const wanted = {board: 'EC', person: 'JANA', from: '2026-11-02', to: '2026-12-31'}
    await expect(giveMandate(world.as('board', jan), {...wanted, to: '2026-11-01'})).rejects.toMatchObject({
      details: {reasons: [{code: 'mandate.not-a-member'}, {code: 'mandate.ends-before-it-starts'}]},
    })
    await expect(giveMandate(world.office(), wanted)).rejects.toMatchObject({code: 'deed.forbidden'})
    await expect(giveMandate(board(), {...wanted, deeds: ['exemption.grant' as never]})).rejects.toMatchObject({
      code: 'input.invalid',
    })
    await giveMandate(board(), wanted)
    await giveMandate(board(), {...wanted, from: '2026-12-01', deeds: ['result.establish'], exams: ['NE']})
    expect(await listMandates(world.office())).toMatchObject([
      {staffCode: 'JANA', state: 'in force', exams: []},
      {staffCode: 'JANA', state: 'to come', deeds: ['result.establish'], exams: ['NE']},
    ])
  })

  test('a member whose term is over no longer speaks for the board', async () => {
    await changeBoard(world.as('admin'), {board: 'EC2', addMembers: ['VRIS'], to: '2026-11-01'})
    const wanted = {board: 'EC2', person: 'JANA', from: '2026-11-02', to: '2026-12-31'}
    await expect(giveMandate(board(), wanted)).rejects.toMatchObject({code: 'mandate.refused'})
  })

  test('a mandate is revoked once, by a member', async () => {
    const [first] = await listMandates(world.office())
    const revoke = {mandate: first?.code ?? '', reason: 'Nieuwe functie'}
    await expect(revokeMandate(world.as('board', jan), revoke)).rejects.toMatchObject({
      details: {reasons: [{code: 'mandate.not-a-member'}]},
    })
    await revokeMandate(board(), revoke)
    expect(await listMandates(world.office())).toMatchObject([{state: 'revoked'}, {state: 'to come'}])
    await expect(revokeMandate(board(), revoke)).rejects.toMatchObject({
      details: {reasons: [{code: 'mandate.revoked-already'}]},
    })
  })

  test('mandates end with the employee who leaves', async () => {
    const ended = await endStaff(world.as('admin'), {staff: 'JANA', reason: 'Uit dienst'})
    expect(ended).toMatchObject({mandates: 1})
    expect(await listMandates(world.office())).toMatchObject([{state: 'revoked'}, {state: 'revoked'}])
  })
})

describe.each(DATABASES)('exemptions on %s', (which) => {
  let world: World
  let board: () => Context<AllStores>
  let other: () => Context<AllStores>
  beforeAll(async () => {
    world = await openWorld(which)
    const programme = await world.programme('VZ-25')
    await world.study(await world.student('0412345'), programme)
    await world.student('0412346')
    for (const code of ['NE', 'EN']) await world.exam(code)
    const members = {EC: await world.employee('VRIS'), EC2: await world.employee('JANA')}
    for (const [code, person] of Object.entries(members)) {
      await createBoard(world.as('admin'), {code, name: code})
      await changeBoard(world.as('admin'), {board: code, addMembers: [person.staffCode ?? '']})
    }
    await changeBoard(world.as('admin'), {board: 'EC', addProgrammes: ['VZ-25']})
    await changeBoard(world.as('admin'), {board: 'EC2', addExams: ['EN']})
    board = () => world.as('board', members.EC)
    other = () => world.as('board', members.EC2)
  })
  afterAll(() => world.close())

  test('are granted by the board of the programme, once', async () => {
    const wanted = {student: '0412345', exam: 'NE', basis: 'Havo-diploma 2025', grade: '6.8'}
    await grantExemption(board(), wanted)
    expect(await listExemptions(world.office())).toEqual([
      {student: '0412345', exam: 'NE', part: null, decidedOn: '2026-11-02', basis: wanted.basis, grade: '6.8'},
    ])
    await expect(grantExemption(board(), wanted)).rejects.toMatchObject({
      details: {reasons: [{code: 'exemption.exists'}]},
    })
    expect(await listExemptions(world.office(), {exam: 'EN'})).toEqual([])
    await expect(listExemptions(world.office(), {student: '7'})).rejects.toMatchObject({code: 'student.not-found'})
  })

  test('may be for a part, which the whole holds too', async () => {
    await addExamPart(world.office(), {exam: 'EN', code: 'spreken', name: 'Spreken'})
    await addExamPart(world.office(), {exam: 'NE', code: 'spreken', name: 'Spreken'})
    await grantExemption(board(), {student: '0412345', exam: 'EN', part: 'spreken', basis: 'Certificaat'})
    expect(await listExemptions(world.office(), {exam: 'EN'})).toMatchObject([{part: 'spreken'}])
    const held = {student: '0412345', exam: 'NE', part: 'spreken', basis: 'Certificaat'}
    await expect(grantExemption(board(), held)).rejects.toMatchObject({
      details: {reasons: [{code: 'exemption.exists'}]},
    })
    await expect(grantExemption(board(), {...held, part: 'zingen'})).rejects.toMatchObject({
      code: 'exam-part.not-found',
    })
  })

  test('another board neither grants nor ends them', async () => {
    const wanted = {student: '0412345', exam: 'NE', basis: 'x'}
    await expect(grantExemption(other(), wanted)).rejects.toMatchObject({code: 'student.not-found'})
    await expect(endExemption(other(), {...wanted, reason: 'x'})).rejects.toMatchObject({code: 'student.not-found'})
    await world.registration(
      await world.office().read('people.read', ({students}) => students.get('0412345')),
      await examOf('EN'),
      await world.period('P1'),
    )
    await expect(endExemption(other(), {...wanted, reason: 'x'})).rejects.toMatchObject({
      details: {reasons: [{code: 'exemption.not-this-board'}]},
    })
    expect(await listExemptions(world.office(), {exam: 'NE'})).toHaveLength(1)
  })

  test('the office, a functionary and a student do not decide them', async () => {
    for (const role of ['office', 'functionary', 'student'] as const) {
      const wanted = {student: '0412345', exam: 'EN', basis: 'x'}
      await expect(grantExemption(world.as(role), wanted)).rejects.toMatchObject({code: 'deed.forbidden'})
      await expect(endExemption(world.as(role), {...wanted, reason: 'x'})).rejects.toMatchObject({
        code: 'deed.forbidden',
      })
    }
  })

  test('are taken back by the board that answers for it', async () => {
    await endExemption(board(), {student: '0412345', exam: 'EN', reason: 'Vergissing'})
    expect(await listExemptions(world.office(), {exam: 'EN'})).toEqual([])
    await expect(endExemption(board(), {student: '0412345', exam: 'EN', reason: 'x'})).rejects.toMatchObject({
      details: {reasons: [{code: 'exemption.none'}]},
    })
  })

  const examOf = (code: string) => world.office().read('catalogue.read', ({exams}) => exams.get(code))
})
