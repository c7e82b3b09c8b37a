import {createHash} from 'node:crypto'
import {CatalogueTest, IncomingRecord, type ResultRecord} from '../../src/connector.ts'
import {objectOf, type OkeObject, textOf} from '../../src/oke/parts.ts'
import type {SampleFile, SampleSize} from '../../src/sample-school/sample-file.ts'
import {sampleResult} from '../../src/sample-school/sample-result.ts'
import {sampleSchool} from '../../src/sample-school/sample-school.ts'
import {SAMPLE_SEASON} from '../../src/sample-school/season.ts'

/** The sample school as a SIS has it, and as a delivery platform knows its exams. */
export type SampleRecords = Readonly<{
  sis: readonly IncomingRecord[]
  catalogue: readonly CatalogueTest[]
  answering: (association: OkeObject, offering: OkeObject) => Omit<ResultRecord, 'participation'>
}>

type Row = Readonly<Record<string, string>>

/** A UUID that follows from a text, so that the same school has the same ids every time. */
function uuid(text: string): string {
  const digest = createHash('sha256').update(`sample ${text}`).digest('hex')
  const parts = [digest.slice(0, 8), digest.slice(8, 12), `4${digest.slice(13, 16)}`, `8${digest.slice(17, 20)}`]
  return [...parts, digest.slice(20, 32)].join('-')
}

/** Makes the records of the sample school; the same size gives the same ones. */
export function sampleRecords(size: SampleSize): SampleRecords {
  const files = sampleSchool(size).files
  const rows = (kind: SampleFile['kind']): readonly Row[] => {
    const file = files.find((each) => each.kind === kind)
    return (file?.rows ?? []).map((row) => Object.fromEntries(row.map((cell, i) => [file?.header[i] ?? '', cell])))
  }
  const needs = Map.groupBy(rows('needs'), ({studentnummer}) => studentnummer ?? '')
  const exams = rows('exams')
  const studies = new Map(
    rows('students')
      .filter(({opleiding, hoofdinschrijving}) => opleiding !== '' && hoofdinschrijving === 'ja')
      .map((row) => [row['studentnummer'] ?? '', uuid(`enrolled ${row['studentnummer']} ${row['opleiding']}`)]),
  )
  const records = [
    ...rows('programmes').map(programme),
    ...rows('students').map((student) => person(student, needs.get(student['studentnummer'] ?? '') ?? [])),
    ...rows('students')
      .filter(({opleiding}) => opleiding !== '')
      .map(enrolled),
    ...exams.map(exam),
    ...rows('registrations').map((row) => registration(row, studies.get(row['studentnummer'] ?? ''))),
  ]
  return {
    sis: [
      ...new Map(records.map((record) => [`${String(record['kind'])} ${String(record['id'])}`, record])).values(),
    ].map((record) => IncomingRecord.parse(record)),
    catalogue: exams.map(test),
    answering: answeringWith(files.find(({kind}) => kind === 'exams')),
  }
}

function programme(row: Row) {
  const {opleiding = '', naam, crebo, niveau, leerweg, cohort, locatie} = row
  return {
    kind: 'programme',
    id: uuid(`programme ${opleiding}`),
    code: opleiding,
    name: naam,
    crebo,
    cohort,
    level: Number(niveau),
    route: leerweg?.toLowerCase() === 'bbl' ? 'bbl' : 'bol',
    location: locatie,
  }
}

function person(row: Row, needs: readonly Row[]) {
  const {
    studentnummer = '',
    roepnaam,
    voorvoegsel,
    achternaam,
    naam_op_id: idCheckName,
    email,
    taal,
    eckid,
    accountid,
  } = row
  return {
    kind: 'person',
    id: uuid(`person ${studentnummer}`),
    studentNumber: studentnummer,
    givenName: roepnaam,
    prefix: voorvoegsel,
    familyName: achternaam,
    idCheckName,
    email,
    language: taal === 'en' ? 'en' : 'nl',
    eckId: eckid || null,
    accountId: accountid || null,
    needs: needs.map(({voorziening, van, tot}) => ({
      code: voorziening,
      label: voorziening,
      from: van || null,
      to: tot || null,
    })),
  }
}

function enrolled(row: Row) {
  const {studentnummer = '', opleiding = '', startdatum, verwachte_einddatum: plannedEnd} = row
  return {
    kind: 'programme-enrolment',
    id: uuid(`enrolled ${studentnummer} ${opleiding}`),
    person: uuid(`person ${studentnummer}`),
    programme: uuid(`programme ${opleiding}`),
    from: startdatum || null,
    plannedEnd: plannedEnd || null,
  }
}

function exam(row: Row) {
  const {examen = '', naam, schaal} = row
  const {from, to} = SAMPLE_SEASON.taking
  return {
    kind: 'exam',
    id: uuid(`exam ${examen}`),
    code: examen,
    name: naam,
    scale: schaal,
    from: `${from}T08:00:00Z`,
    to: `${to}T20:00:00Z`,
    tests: [{provider: 'MBO-NED', component: uuid(`test ${examen}`)}],
  }
}

function registration(row: Row, programmeEnrolment: string | undefined) {
  const {studentnummer = '', examen = ''} = row
  return {
    kind: 'registration',
    id: uuid(`registration ${studentnummer} ${examen}`),
    exam: uuid(`exam ${examen}`),
    person: uuid(`person ${studentnummer}`),
    attempt: 1,
    attemptsLeft: 1,
    programmeEnrolment: programmeEnrolment ?? null,
  }
}

function test(row: Row): CatalogueTest {
  const {examen = '', naam, duur, schaal, cesuur, crebos} = row
  return CatalogueTest.parse({
    id: uuid(`test ${examen}`),
    code: examen,
    name: naam,
    description: `${crebos ?? ''} 25-26`.trim(),
    provider: 'MBO-NED',
    minutes: Number(duur) || null,
    scale: schaal,
    passMark: cesuur || null,
    needs: ['extraTime', 'spoken', 'spell-checker-on-screen'],
  })
}

/** Answers as the sample school's students would: by the exam that the offering's code ends with. */
function answeringWith(file: SampleFile | undefined): SampleRecords['answering'] {
  const rows = new Map((file?.rows ?? []).map((row) => [row[0] ?? '', row]))
  const codes = [...rows.keys()].toSorted((a, b) => b.length - a.length)
  return (association, offering) => {
    const code = textOf(objectOf(offering['primaryCode'])['code']) ?? ''
    const row = rows.get(codes.find((each) => code.endsWith(`-${each}`)) ?? '')
    const person = objectOf(association['person'])
    const number = textOf(objectOf(person['primaryCode'])['code']) ?? ''
    if (!row) return {attendance: 'present', score: '7.0', final: true}
    const {aanwezigheid, score} = sampleResult(row, number)
    return score === '' ? {attendance: aanwezigheid} : {attendance: aanwezigheid, score, final: true}
  }
}
