import type {Context} from '../../context.ts'
import type {EnrolmentId, PersonId} from '../../ids.ts'
import type {Person} from '../../institution/model.ts'
import {listName} from '../../institution/people/names.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import type {Session} from '../../planning/model.ts'
import {type Instant, timeOf} from '../../time.ts'
import {bodyOf, listsNow, versionsOf} from './fixed-lists.ts'
import {listChanges} from './list-changes.ts'
import {LIST_COLUMNS, LIST_TITLES, LIST_WORDS, type ListColumn, type ListKind} from './list-titles.ts'
import type {CandidateReport} from '../model.ts'
import {requireOwnSession} from '../reports/own-session.ts'
import type {ListedExam, Participant, SessionLists} from './session-lists.ts'
import type {DeliveryStores} from '../store.ts'

/** A list of a session, ready for a table or a file; all cells are text or numbers. */
export type SessionList = Readonly<{
  session: string
  kind: ListKind
  /** 0 while the lists are not fixed: then it shows who is enrolled now. */
  version: number
  fixedAt: Instant | null
  /** Changes since the version was fixed; a next version takes them in. */
  pendingChanges: number
  columns: readonly ListColumn[]
  titles: readonly string[]
  rows: readonly Readonly<Partial<Record<ListColumn, string | number>>>[]
}>

/**
 * The participants, attendance or aids list of a session: the version in force, or who is enrolled now while nothing is
 * fixed yet. Shows only students whom the one who asks may see; titles and words are in the school's language.
 *
 * @throws ExamError `session.not-found`, `report.not-your-session`
 */
export async function listSession(
  ctx: Context<DeliveryStores>,
  {session: key, kind}: Readonly<{session: string; kind: ListKind}>,
): Promise<SessionList> {
  return ctx.read('report.read', async (stores, access) => {
    const session = await stores.sessions.get(key)
    await requireOwnSession(stores, access, session)
    const {lists: now} = await listsNow(stores, session)
    const last = (await versionsOf(stores, session)).at(-1)
    const lists = last ? bodyOf(last) : now
    const rows = await rowsOf(stores, {session, lists})
    const columns = LIST_COLUMNS[kind]
    const {language} = await theInstitution(stores)
    return {
      session: session.code,
      kind,
      version: last?.number ?? 0,
      fixedAt: last?.fixedAt ?? null,
      pendingChanges: last && access.reach === 'all' ? listChanges(lists, now).length : 0,
      columns,
      titles: columns.map((column) => LIST_TITLES[languageOf(language)][column]),
      rows: rows
        .filter((row) => kind !== 'aids' || hasAids(row))
        .map((row) => Object.fromEntries(columns.map((column) => [column, row[column]]))),
    }
  })
}

type Row = Readonly<Record<ListColumn, string | number>>

async function rowsOf(
  stores: DeliveryStores,
  {session, lists}: Readonly<{session: Session; lists: SessionLists}>,
): Promise<readonly Row[]> {
  const {language} = await theInstitution(stores)
  const found = await stores.persons.history({id: lists.participants.map(({person}) => person)})
  const persons = new Map<PersonId, Person>(found.map((person) => [person.id, person]))
  const reported = new Map<EnrolmentId, CandidateReport>(
    (await stores.delivery.candidates(session.id)).map((each) => [each.enrolmentId, each]),
  )
  return lists.participants.flatMap((participant) => {
    const person = persons.get(participant.person)
    if (!person) return []
    return participant.exams.map((exam) =>
      toRow({session, person, participant, exam, report: reported.get(exam.enrolment), words: languageOf(language)}),
    )
  })
}

type Line = Readonly<{
  session: Session
  person: Person
  participant: Participant
  exam: ListedExam
  report: CandidateReport | undefined
  words: 'nl' | 'en'
}>

function toRow({session: {zone}, person, participant, exam, report, words}: Line): Row {
  const time = (at: Instant | null | undefined): string => (at ? timeOf(at, zone) : '')
  return {
    seat: participant.seat,
    student: person.studentNumber ?? '',
    name: listName(person),
    nameOnId: person.idCheckName || listName(person),
    exam: exam.exam,
    version: exam.version,
    from: time(exam.startsAt),
    until: time(exam.endsAt),
    extraMinutes: exam.extraMinutes,
    aids: exam.aids.join(' '),
    idChecked: report?.idChecked ? LIST_WORDS[words].yes : '',
    attendance: LIST_WORDS[words].attendance[report?.attendance ?? 'notKnown'],
    arrived: time(report?.arrivedAt),
    handedIn: time(report?.handedInAt),
    signature: '',
  }
}

function hasAids({extraMinutes, aids}: Row): boolean {
  return extraMinutes !== 0 || aids !== ''
}

function languageOf(language: string): 'nl' | 'en' {
  return language === 'en' ? 'en' : 'nl'
}
