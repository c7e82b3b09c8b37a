import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {openWalk, type Walk} from '../support/walk.ts'

type Enrolled = Readonly<{enrolled: Readonly<{registration: string}>}>
type Listed = Readonly<{code: string; student: string}>

describe('registration and planning, typed word by word', () => {
  let walk: Walk
  beforeAll(async () => {
    walk = await openWalk()
  })
  afterAll(() => walk.close())

  test('registrations are shown, stated, withdrawn, frozen and carried over, with an undo', async () => {
    const {type, at} = walk
    const {registrations, next} = await type<{registrations: readonly Listed[]; next: string}>(
      'registration list --period 2026-P2 --exam NE --limit 2',
    )
    expect(registrations.map(({student}) => student)).toEqual(['101', '102'])
    expect(await type(`registration list --period 2026-P2 --exam NE --after ${next} --limit 1`)).toMatchObject({
      registrations: [{student: '103'}],
    })
    const [first] = registrations
    expect(await type(`registration show ${first?.code}`)).toMatchObject({student: '101', exam: 'NE'})
    await type('registration missing 1A')
    await type('registration missing --exam NE')
    expect(await type('registration statement 2026-P2 --dry-run')).toMatchObject({students: 6, sent: false})
    expect(await type('registration statement 2026-P2 --group 1A')).toMatchObject({students: 6, sent: true})
    expect(await type('registration tell-teams 2026-P2 --dry-run')).toMatchObject({teachers: 1, sent: false})
    expect(await type('registration tell-teams 2026-P2 --none-yet')).toMatchObject({teachers: 0, sent: false})
    expect(await type('registration tell-teams 2026-P2')).toMatchObject({teachers: 1, sent: true})
    const gone = await type<Listed>('registration add 106 GS --period 2026-P2')
    await type(['registration', 'withdraw', gone.code, '--reason', 'Stopt ermee'])
    await type('registration add-group 1A NE --period 2026-P2 --dry-run')
    await type('period list')
    await type('period show 2026-P2')
    await type('period windows 2026-P2')
    await type('period windows 2026-P2 --exam NE --taking 2026-11-30..2026-12-11')
    at('2026-10-24T09:00')
    await type('period undo 2026-P2 open --dry-run')
    await type('period freeze 2026-P2')
    await type('period undo 2026-P2 freeze --dry-run')
    await type('period undo 2026-P2 freeze')
    await type('period freeze 2026-P2')
    await type('demand show 2026-P2')
  })

  test('a plan is listed, shown, taken back and applied again; a session is made, manned, moved and published by hand', async () => {
    const {type, at} = walk
    at('2026-10-27T09:00')
    await type('plan make 2026-P2 --exam NE --exam CE')
    const {plans} = await type<{plans: readonly Listed[]}>('plan list 2026-P2')
    await type(`plan show ${plans[0]?.code}`)
    const {sessions} = await type<{sessions: readonly Listed[]}>(`plan show ${plans[0]?.code}`)
    const [one, other] = sessions.map(({code}) => code)
    await type(`plan try 2026-P2 ${one} --limit 2`)
    await type(`plan pin 2026-P2 ${one} --with-students`)
    await type(`plan pin 2026-P2 ${one} --with-students --off`)
    await type(`plan swap 2026-P2 ${one} ${other} --dry-run`)
    await type(`plan move 2026-P2 ${one} --on 2026-12-10 --dry-run`)
    await type(`plan make 2026-P2 --exam NE --exam CE --seed 2 --keep ${plans[0]?.code}`)
    expect(await type(`plan diff ${plans[0]?.code} 2026-P2`)).toMatchObject({before: plans[0]?.code, seats: []})
    await type('plan apply 2026-P2')
    expect(await type('plan repair 2026-P2 --dry-run')).toMatchObject({sessions: {broken: []}, draft: null})
    await type('plan undo 2026-P2 --dry-run')
    await type('plan undo 2026-P2')
    await type(
      'session create 2026-P2 --room A1 --on 2026-12-01 --from 09:00 --minutes 90 --exam NE --code S1 --capacity 4',
    )
    await type('session duty S1 --lead LEA --invigilator LOU')
    await type('session duty S1 --remove LOU --invigilator JAN')
    await type('session show S1')
    await type('session move S1 --from 10:00 --dry-run')
    await type(['session', 'move', 'S1', '--from', '10:00', '--reason', 'Bus'])
    await type([
      'room',
      'reserve',
      'A2',
      '--on',
      '2026-12-02',
      '--from',
      '08:00',
      '--minutes',
      '60',
      '--title',
      'Ouders',
    ])
    await type('room bookings NOORD --on 2026-12-01 --days 5')
    await type('room release A2 --on 2026-12-02 --from 08:00')
    await type('session publish S1 --dry-run')
    await type('session publish S1')
    expect(await type('session list 2026-P2 --limit 1')).toMatchObject({sessions: [{code: 'S1'}], next: 'S1'})
  })

  test('a rota gives duties and reserves, two people change, and who falls out is replaced', async () => {
    const {type} = walk
    await type('user grant JAN invigilator')
    const day = '--from 2026-12-01 --to 2026-12-01'
    const made = await type<{code: string}>(`rota make 2026-P2 ${day} --reserves 1 --limit LEA=40 --effort 5`)
    await type('rota apply 2026-P2 --dry-run')
    expect(await type(`rota apply ${made.code} --yes`)).toMatchObject({state: 'applied'})
    expect(await type(`rota show 2026-P2 ${day}`)).toMatchObject({period: '2026-P2'})
    expect(await type('rota swap S1 LEA S1 JAN --dry-run')).toMatchObject({mailed: true})
    expect(await type('rota replace LEA --on 2026-12-01 --dry-run')).toMatchObject({staff: 'LEA'})
  })

  test('orals are planned to the minute, shown, applied and taken back', async () => {
    const {type} = walk
    const made = await type<{code: string; slots: unknown[]}>(
      'oral make 2026-P2 --exam GS --from 2026-12-02 --to 2026-12-02 --examiner TES --effort 5',
    )
    expect(await type(`oral plan ${made.code}`)).toMatchObject({state: 'planned'})
    await type('oral apply 2026-P2 --dry-run')
    expect(await type(`oral apply ${made.code} --yes`)).toMatchObject({state: 'applied'})
    expect((await type<{rows: unknown[]}>('oral roster 2026-P2 --examiner TES')).rows).toHaveLength(made.slots.length)
    expect(await type('plan undo 2026-P2')).toMatchObject({left: []})
  })

  test('an oral session gets slots, a roster and its file', async () => {
    const {type, folder} = walk
    await type(
      'session create 2026-P2 --room T1 --on 2026-12-02 --from 09:00 --minutes 120 --exam GS --code M1 --lead LOU',
    )
    await type('oral pattern M1 --first 09:00 --every 30 --examiner TES --break 10:00-10:15')
    await type('oral assign M1 --dry-run')
    await type('oral assign M1')
    expect(await type('oral show M1')).toMatchObject({session: 'M1'})
    expect(await type('oral repair TES --on 2026-12-02 --dry-run')).toMatchObject({staff: 'TES'})
    expect(await type(['oral', 'export', 'M1', '-o', `${folder}/rooster.csv`])).toMatchObject({session: 'M1'})
  })

  test('sessions and seats that were planned elsewhere come from a file', async () => {
    const {type, file, at} = walk
    const sessions = await file('zittingen.csv', [
      'zitting;examens;lokaal;datum;van;minuten;plaatsen;afnameleider',
      'S2;NE;A2;2026-12-03;09:00;90;10;LEA',
    ])
    const made = await type<{run: string}>(['import', 'sessions', sessions, '--period', '2026-P2'])
    expect(await type(`import show ${made.run}`)).toMatchObject({state: 'applied'})
    await type('session publish S2')
    at('2026-11-09T09:00')
    const seats = await file('inschrijvingen.csv', ['studentnummer;examen;zitting', '103;NE;S2', '104;NE;S2'])
    const enrolled = await type<{run: string}>(['import', 'enrolments', seats])
    await type('import list')
    await type(`import resume ${enrolled.run}`)
    expect(await type(`import undo ${enrolled.run}`)).toMatchObject({run: enrolled.run})
    await type('import profile save osiris --kind students --map studentnummer=Stamnr')
    expect(await type('import profile list')).toMatchObject({profiles: [{code: 'osiris'}]})
  })

  test('seats are taken, waited for, offered, accepted, declined, moved and cancelled', async () => {
    const {type} = walk
    await type(
      'session create 2026-P2 --room A1 --on 2026-12-04 --from 09:00 --minutes 90 --exam NE --code S3 --capacity 2 --lead LEA',
    )
    await type('session publish S3')
    const {enrolled: one} = await type<Enrolled>('enrolment add 101 NE S3')
    await type(`enrolment show ${one.registration}`)
    const {enrolled: two} = await type<Enrolled>('enrolment add 102 NE S3')
    await type('seating make S3 --dry-run')
    expect(await type('seating make S3 --way order')).toMatchObject({without: []})
    expect(await type('seating move S3 102 --to B1')).toMatchObject({to: 'B1'})
    expect(await type('seating show S3')).toMatchObject({session: 'S3'})
    await type('enrolment wait 103 NE S3')
    await type('enrolment wait 104 NE S3')
    await type('enrolment wait 105 NE S3')
    await type('enrolment leave 105 NE S3')
    expect(await type('enrolment offers --session S3 --waiting')).toMatchObject({
      offers: [{student: '103'}, {student: '104'}],
    })
    await type(['enrolment', 'cancel', one.registration, '--reason', 'Ziek'])
    await type(['enrolment', 'cancel', two.registration, '--reason', 'Ziek'])
    await type('enrolment offer S3')
    const {offers} = await type<{offers: readonly Readonly<{registration: string}>[]}>('enrolment offers --session S3')
    const [three, four] = offers
    await type(`enrolment accept ${three?.registration} S3`)
    await type(`enrolment decline ${four?.registration} S3`)
    expect(await type('enrolment list --session S3 --limit 1')).toMatchObject({enrolments: [{student: '103'}]})
    await type('enrolment move-all S3 S2 --dry-run')
    const moved = await type<{run: string}>(['enrolment', 'move-all', 'S3', 'S2', '--reason', 'Lekkage'])
    await type(`enrolment undo ${moved.run}`)
    await type('plan certificate 2026-P2')
    await type('enrolment assign 2026-P2 --dry-run')
    await type('enrolment assign 2026-P2')
  })
})
