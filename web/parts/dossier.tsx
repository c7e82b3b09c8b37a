/** @jsxImportSource hono/jsx */
import type {StudentDossier} from '../../src/archive/student-dossier.ts'
import {DOSSIER} from '../../src/texts/dossier.ts'
import {letterTitle} from '../../src/texts/letter-titles.ts'
import {attendanceWords, resitStateWords, scoreWords} from '../../src/texts/outcomes.ts'
import {STUDENT_ABSENCE} from '../../src/texts/student-absence.ts'
import {STUDENT_REGISTRATIONS} from '../../src/texts/student-registrations.ts'
import {type Day, dayOf, type Instant} from '../../src/time.ts'
import type {Visit} from '../visit.ts'
import {type Column, Facts, Table} from './table.tsx'
import {dayWords} from './words.tsx'

type DossierFacts = Readonly<{visit: Visit; dossier: StudentDossier}>

/** What is kept of a student as he may read it: who he is, what he was placed for, what came of it, and what was sent. */
export function Dossier(facts: DossierFacts) {
  return (
    <>
      <Person {...facts} />
      <Placings {...facts} />
      <Outcomes {...facts} />
      <Messages {...facts} />
    </>
  )
}

type ListFacts<T> = Readonly<{visit: Visit; title: string; rows: readonly T[]; columns: readonly Column<T>[]}>

function List<T>({visit, title, rows, columns}: ListFacts<T>) {
  return (
    <section>
      <h2>{title}</h2>
      <Table caption={title} columns={columns} rows={rows} empty={DOSSIER[visit.language].none} />
    </section>
  )
}

function dates(visit: Visit) {
  return {
    day: (on: Day | null): string => (on === null ? '' : dayWords(visit, on)),
    moment: (at: Instant | null): string => (at === null ? '' : dayWords(visit, dayOf(at, visit.school.zone))),
  }
}

function Person({visit, dossier}: DossierFacts) {
  const t = DOSSIER[visit.language]
  const {day} = dates(visit)
  const {student, programmes, needs, exemptions} = dossier
  return (
    <>
      <section>
        <h2>{t.person}</h2>
        <Facts
          pairs={[
            [t.number, student.number],
            [t.name, student.name],
            [t.nameOnId, student.nameOnId],
          ]}
        />
      </section>
      <List
        visit={visit}
        title={t.programmes}
        rows={programmes}
        columns={[
          {title: t.programme, cell: ({programme}) => programme},
          {title: t.from, cell: ({startsOn}) => day(startsOn)},
          {title: t.until, cell: ({endedOn, plannedEndOn}) => day(endedOn ?? plannedEndOn)},
        ]}
      />
      <List
        visit={visit}
        title={t.needs}
        rows={needs.filter(({endedAt}) => endedAt === null)}
        columns={[
          {title: t.need, cell: ({need}) => need},
          {title: t.until, cell: ({toOn}) => day(toOn)},
        ]}
      />
      <List
        visit={visit}
        title={t.exemptions}
        rows={exemptions.filter(({endedAt}) => endedAt === null)}
        columns={[
          {title: t.exam, cell: ({exam}) => exam},
          {title: t.on, cell: ({decidedOn}) => day(decidedOn)},
          {title: t.grade, cell: ({grade}) => grade},
        ]}
      />
    </>
  )
}

function Placings({visit, dossier}: DossierFacts) {
  const t = DOSSIER[visit.language]
  const {states} = STUDENT_REGISTRATIONS[visit.language]
  const {day, moment} = dates(visit)
  return (
    <>
      <List
        visit={visit}
        title={t.registrations}
        rows={dossier.registrations}
        columns={[
          {title: t.exam, cell: ({exam}) => exam},
          {title: t.period, cell: ({period}) => period},
          {title: t.on, cell: ({requestedAt}) => moment(requestedAt)},
          {title: t.state, cell: ({state}) => states[state]},
        ]}
      />
      <List
        visit={visit}
        title={t.enrolments}
        rows={dossier.enrolments.filter(({endedAt}) => endedAt === null)}
        columns={[
          {title: t.exam, cell: ({exam}) => exam},
          {title: t.on, cell: ({on, from}) => `${day(on)}${from === null ? '' : `, ${from}`}`},
          {title: t.where, cell: ({room, place}) => room ?? place},
          {title: t.extra, cell: ({extraMinutes}) => (extraMinutes > 0 ? t.minutes(extraMinutes) : '')},
        ]}
      />
    </>
  )
}

function Outcomes({visit, dossier}: DossierFacts) {
  const {language} = visit
  const t = DOSSIER[language]
  const {told} = STUDENT_ABSENCE[language]
  const {day, moment} = dates(visit)
  return (
    <>
      <List
        visit={visit}
        title={t.attempts}
        rows={dossier.attempts}
        columns={[
          {title: t.exam, cell: ({examName}) => examName},
          {title: t.on, cell: ({takenOn}) => day(takenOn)},
          {title: t.attendance, cell: ({attendance}) => attendanceWords(attendance, language)},
          {title: t.result, cell: ({score}) => (score === null ? '' : scoreWords(score, language))},
        ]}
      />
      <List
        visit={visit}
        title={t.absences}
        rows={dossier.absences.filter(({endedAt}) => endedAt === null)}
        columns={[
          {title: t.on, cell: ({reportedAt}) => moment(reportedAt)},
          {title: t.reason, cell: ({reason}) => told[reason]},
          {title: t.decision, cell: ({verdict}) => (verdict === null ? t.unjudged : t.verdicts[verdict])},
        ]}
      />
      <List
        visit={visit}
        title={t.cases}
        rows={dossier.cases}
        columns={[
          {title: t.session, cell: ({session}) => session},
          {title: t.on, cell: ({openedAt}) => moment(openedAt)},
          {title: t.state, cell: ({state}) => t.caseStates[state]},
          {title: t.decision, cell: ({notes}) => notes.map(({content}) => content).join(' ')},
        ]}
      />
      <List
        visit={visit}
        title={t.resits}
        rows={dossier.resits}
        columns={[
          {title: t.exam, cell: ({exam}) => exam},
          {title: t.on, cell: ({requestedAt}) => moment(requestedAt)},
          {title: t.state, cell: ({state}) => resitStateWords(state, language)},
        ]}
      />
    </>
  )
}

function Messages({visit, dossier}: DossierFacts) {
  const t = DOSSIER[visit.language]
  const {moment} = dates(visit)
  return (
    <List
      visit={visit}
      title={t.letters}
      rows={dossier.letters}
      columns={[
        {title: t.letter, cell: ({letter}) => letterTitle(letter, visit.language)},
        {title: t.sentAt, cell: ({sentAt}) => moment(sentAt)},
      ]}
    />
  )
}
