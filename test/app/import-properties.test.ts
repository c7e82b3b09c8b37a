import fc from 'fast-check'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {undoImport} from '../../src/imports/undo-import.ts'
import {DATABASES} from '../support/databases.ts'
import {importFile, tableOf} from '../support/school-files.ts'
import {openWorld, type World} from '../support/world.ts'

/* Whatever is in a file: importing it twice is importing it once, undoing it is as before, and the order of its rows means nothing. */

/** Rows in which `#` stands for what keeps one run's codes apart from another's. */
type File = Readonly<{header: string; rows: readonly string[]}>
type Case = Readonly<{before: File; file: File; shuffled: File}>

const PROGRAMMES = ['P1', 'P2', 'P3']
const GROUPS = ['', 'G1', 'G2']
const WEEKDAYS = ['ma', 'di', 'wo']

const STUDENT_HEADER =
  'studentnummer;roepnaam;achternaam;email;soort;opleiding;hoofdinschrijving;verwachte_einddatum;klas;schooldagen;leerbedrijf'

const student = fc.record({
  number: fc.integer({min: 1, max: 5}),
  name: fc.constantFrom('Zoë', 'José', 'Łukasz'),
  programmes: fc.subarray(PROGRAMMES, {minLength: 1, maxLength: 2}),
  group: fc.constantFrom(...GROUPS),
  ends: fc.constantFrom('', '2027-07-31', '2028-07-31'),
  days: fc.subarray(WEEKDAYS),
  employer: fc.constantFrom('', 'De Haven BV'),
})
const students = fc
  .uniqueArray(student, {selector: ({number}) => number, maxLength: 5})
  .map((all) =>
    all.flatMap(({number, name, programmes, group, ends, days, employer}) =>
      programmes.map(
        (programme, i) =>
          `#${number};${name};Vries;s@x.nl;regulier;${programme};${i === 0 ? 'ja' : 'nee'};${ends};${group};${days.join(' ')};${employer}`,
      ),
    ),
  )

const ROOM_HEADER = 'lokaal;locatie;locatienaam;plaatsen;examenplaatsen;kenmerken'
const room = fc.record({
  number: fc.integer({min: 1, max: 6}),
  at: fc.constantFrom('A', 'B'),
  seats: fc.integer({min: 4, max: 6}),
  features: fc.subarray(['stil', 'rolstoel']),
})
const rooms = fc
  .record({
    all: fc.uniqueArray(room, {selector: ({number}) => number, maxLength: 6}),
    name: fc.constantFrom('Kade', 'Dijk'),
  })
  .map(({all, name}) =>
    all.map(({number, at, seats, features}) => `#R${number};#${at};${name};${seats};4;${features.join(' ')}`),
  )

const EXAM_HEADER = 'examen;naam;vak;soort;vorm;duur;schaal;kansen;crebos'
const exam = fc.record({
  number: fc.integer({min: 1, max: 5}),
  minutes: fc.constantFrom(60, 90),
  attempts: fc.constantFrom('2', 'onbeperkt'),
  crebos: fc.subarray(['25655', '25656'], {minLength: 1}),
})
const exams = fc
  .uniqueArray(exam, {selector: ({number}) => number, maxLength: 5})
  .map((all) =>
    all.map(
      ({number, minutes, attempts, crebos}) =>
        `#E${number};Examen;Rekenen;instelling;digitaal;${minutes};0-100;${attempts};${crebos.join(' ')}`,
    ),
  )

function cases(header: string, rows: fc.Arbitrary<string[]>): fc.Arbitrary<Case> {
  return fc.tuple(rows, rows).chain(([before, file]) =>
    fc.shuffledSubarray(file, {minLength: file.length}).map((shuffled) => ({
      before: {header, rows: before},
      file: {header, rows: file},
      shuffled: {header, rows: shuffled},
    })),
  )
}

describe.each(DATABASES)('files on %s', (which) => {
  let world: World
  let n = 0
  beforeAll(async () => {
    world = await openWorld(which)
    for (const code of PROGRAMMES)
      await world.programme(code, {locationId: (await world.location(`L-${code}`)).id, crebo: '25655'})
    for (const code of GROUPS) if (code) await world.group(code, [])
  })
  afterAll(() => world.close())

  const office = () => world.as(['office', 'admin'])
  const take = (kind: string, mark: string, {header, rows}: File) =>
    importFile(office(), kind, tableOf(`${kind}.csv`, [header, ...rows.map((row) => row.replaceAll('#', mark))]))

  /** What is active of the rows with a mark, by codes, without ids, moments and versions. */
  const LOOK: Record<string, (mark: string) => Promise<unknown>> = {
    students: (mark) =>
      office().read('people.read', async (stores) => {
        const people = (await stores.students.all()).filter(({studentNumber}) => studentNumber?.startsWith(mark))
        const personId = people.map(({id}) => id)
        const programmes = new Map((await stores.programmes.all()).map(({id, code}) => [id, code]))
        const groups = new Map((await stores.groups.all()).map(({id, code}) => [id, code]))
        const locations = new Map((await stores.locations.all()).map(({id, code}) => [id, code]))
        const studies = await stores.programmeEnrolments.all({personId})
        const members = await stores.groupMembers.all({personId})
        const days = await stores.availableDays.all({personId})
        return people.map((person) => ({
          number: person.studentNumber?.slice(mark.length),
          name: person.givenName,
          search: person.searchKey.slice(mark.length),
          onId: person.idCheckName,
          at: locations.get(person.locationId!),
          studies: studies
            .filter(({personId: of}) => of === person.id)
            .map(
              ({programmeId, main, plannedEndOn, employer}) =>
                `${programmes.get(programmeId)} ${main} ${plannedEndOn} ${employer}`,
            )
            .toSorted(),
          groups: members
            .filter(({personId: of}) => of === person.id)
            .map(({groupId}) => groups.get(groupId) ?? '')
            .toSorted(),
          days: days
            .filter(({personId: of}) => of === person.id)
            .map(({weekday}) => String(weekday))
            .toSorted(),
        }))
      }),
    rooms: (mark) =>
      office().read('people.read', async (stores) => {
        const locations = (await stores.locations.all()).filter(({code}) => code.startsWith(mark))
        const all = await stores.rooms.all({locationId: locations.map(({id}) => id)})
        return {
          locations: locations.map(({code, name}) => [code.slice(mark.length), name]),
          rooms: all.map(({code, seats, features, locationId}) => [
            code.slice(mark.length),
            seats,
            features.toSorted(),
            locations.find(({id}) => id === locationId)?.code.slice(mark.length),
          ]),
        }
      }),
    exams: (mark) =>
      office().read('people.read', async (stores) => {
        const all = (await stores.exams.all()).filter(({code}) => code.startsWith(mark))
        const examId = all.map(({id}) => id)
        const versions = await stores.examVersions.all({examId})
        const entries = await stores.examPlanEntries.all({examId})
        return all.map(({id, code, rules}) => ({
          code: code.slice(mark.length),
          attempts: rules.attempts,
          minutes: versions.filter((version) => version.examId === id).map(({minutes}) => minutes),
          crebos: entries
            .filter((entry) => entry.examId === id)
            .map(({crebo}) => crebo)
            .toSorted(),
        }))
      }),
  }

  test.each([
    ['students', cases(STUDENT_HEADER, students)],
    ['rooms', cases(ROOM_HEADER, rooms)],
    ['exams', cases(EXAM_HEADER, exams)],
  ] as const)(
    'of %s: twice is once, undone is as before, and the order of the rows means nothing',
    async (kind, cases_) => {
      const look = LOOK[kind]!
      await fc.assert(
        fc.asyncProperty(cases_, async ({before, file, shuffled}) => {
          const [mark, other] = [`m${++n}x`, `m${++n}x`]
          await take(kind, mark, before)
          const then = await look(mark)
          const {applied} = await take(kind, mark, file)
          const now = await look(mark)

          const {plan} = await take(kind, mark, file)
          expect(plan).toMatchObject({add: 0, change: 0, end: 0, same: file.rows.length, run: null})
          expect(await look(mark)).toEqual(now)

          await take(kind, other, before)
          await take(kind, other, shuffled)
          expect(await look(other)).toEqual(now)

          if (applied) expect(await undoImport(office(), {run: applied.run})).toMatchObject({kept: []})
          expect(await look(mark)).toEqual(then)
        }),
        {numRuns: 12},
      )
    },
  )
})
