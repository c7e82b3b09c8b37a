import type {Access, Context} from '../../context.ts'
import {fullName} from '../../institution/people/names.ts'
import type {PersonId, SessionId} from '../../ids.ts'
import type {Session} from '../../planning/model.ts'
import {type SessionSheet, sessionSheet} from '../../planning/sessions/session-sheet.ts'
import type {Instant} from '../../time.ts'
import {rosterOf} from '../lists/roster.ts'
import {dutiesAt, type Post} from '../lists/session-staff.ts'
import type {DeliveryStores, Stranger} from '../store.ts'
import {type DeskCandidate, deskCandidates} from './desk-candidates.ts'
import {saidAt} from './fact-register.ts'
import {requireOwnSession} from './own-session.ts'
import type {Fact, FactKind} from './report-facts.ts'
import {foldReport, type Proposal, type Report} from './report-fold.ts'
import {asStarted} from './session-clock.ts'
import {listedIn} from './show-report.ts'
import {type ShownWalkIn, shownWalkIns} from './shown-walk-ins.ts'

/** Something that was said of the session or of a student, newest first. */
export type DeskEntry = Readonly<{
  number: number
  kind: FactKind
  detail: Fact['detail']
  student: string | null
  by: string
  at: Instant
}>

/** What reached the report after it was signed. */
export type DeskProposal = Readonly<Pick<Proposal, 'number' | 'what' | 'said' | 'text' | 'taken'>> &
  Readonly<{student: string | null; by: string; at: Instant}>

/** A session as those on duty work in it. */
export type SessionDesk = Readonly<{
  session: SessionSheet
  /** As what the one who looks is on duty. */
  post: Post
  /** Null while nobody opened the report. */
  report: Readonly<{
    version: number
    phase: Report['phase']
    pausedAt: Instant | null
    released: boolean
    startedAt: Instant | null
    signed: boolean
    closed: boolean
    signers: readonly string[]
    papers: Report['papers']
  }> | null
  candidates: readonly DeskCandidate[]
  walkIns: readonly ShownWalkIn[]
  entries: readonly DeskEntry[]
  proposals: readonly DeskProposal[]
  /** Other sessions of that day that the one who looks leads and that can begin with this one. */
  together: readonly Readonly<{id: SessionId; code: string; room: string | null; from: string}>[]
}>

/** What is worth reading back during a session; the rest shows at the students. */
const TOLD: readonly FactKind[] = [
  'note',
  'event',
  'paused',
  'resumed',
  'aborted',
  'extended',
  'room-moved',
  'handed-over',
  'started',
  'released',
  'papers',
  'addendum',
]

/**
 * All that those on duty at a session work with, in a fixed number of queries.
 *
 * @throws ExamError `session.not-found`, `report.not-your-session`
 */
export async function showSessionDesk(
  ctx: Context<DeliveryStores>,
  {session: key}: Readonly<{session: string}>,
): Promise<SessionDesk> {
  return ctx.read('report.read', async (stores, access) => {
    const session = await stores.sessions.get(key)
    await requireOwnSession(stores, access, session)
    const report = await stores.delivery.report(session.id)
    const facts = report ? await stores.delivery.facts(session.id) : []
    const state = foldReport(facts)
    const people = await tellers(stores, facts, state)
    const roster = asStarted(await rosterOf(stores, session, listedIn(state)), {session, state})
    const byNumber = new Map(facts.map((fact) => [fact.number, fact]))
    const [duty] = await dutiesAt(stores, access.person, session)
    return {
      session: await sessionSheet(stores, session),
      post: duty === 'invigilator' ? 'staff' : 'lead',
      report: report ? await headOf(stores, session, {version: report.version, state}) : null,
      candidates: deskCandidates(roster, state, {facts: byNumber, people}),
      walkIns: await shownWalkIns(stores, state, [...people.values()]),
      entries: facts
        .filter(({kind}) => TOLD.includes(kind))
        .map((fact) => entryOf(fact, people))
        .toReversed(),
      proposals: state.proposals.map((each) => proposalOf(each, people)),
      together: await together(stores, access, session),
    }
  })
}

async function headOf(
  {signatures}: DeliveryStores,
  {id}: Session,
  {version, state}: Readonly<{version: number; state: Report}>,
): Promise<SessionDesk['report']> {
  const {phase, pausedAt, released, startedAt, signed, closed, papers} = state
  const signers = (await signatures.all({sessionId: id}, {orderBy: 'signedAt'})).map(({signerName}) => signerName)
  return {version, phase, pausedAt, released, startedAt, signed, closed, papers, signers}
}

/** Everybody whom the page names beside the candidates, beyond every reach: who said it, and who came without a seat. */
async function tellers(
  {delivery}: DeliveryStores,
  facts: readonly Fact[],
  {walkIns}: Report,
): Promise<ReadonlyMap<PersonId, Stranger>> {
  const ids = new Set([
    ...facts.flatMap(({byPersonId, personId}) => [byPersonId ?? [], personId ?? []].flat()),
    ...walkIns.map(({personId}) => personId),
  ])
  return new Map((await delivery.strangers([...ids])).map((each) => [each.id, each]))
}

type People = ReadonlyMap<PersonId, Stranger>

function nameOf(people: People, id: PersonId | null): string {
  const person = id === null ? undefined : people.get(id)
  return person ? fullName(person) : ''
}

function entryOf(fact: Fact, people: People): DeskEntry {
  const {number, kind, detail, personId, byPersonId} = fact
  return {
    number,
    kind,
    detail,
    student: personId === null ? null : nameOf(people, personId),
    by: nameOf(people, byPersonId),
    at: saidAt(fact),
  }
}

function proposalOf({number, what, said, text, taken, personId, byPersonId, saidAt: at}: Proposal, people: People) {
  const student = personId === null ? null : nameOf(people, personId)
  return {number, what, said, text, taken, student, by: nameOf(people, byPersonId), at}
}

async function together(stores: DeliveryStores, {person}: Access, session: Session): Promise<SessionDesk['together']> {
  if (person === null) return []
  const duties = (await stores.duties.all({personId: person})).filter(({duty}) => duty !== 'invigilator')
  const others = (await stores.sessions.all({onDate: session.onDate, state: 'running'})).filter(
    ({id}) => id !== session.id && duties.some(({sessionId}) => sessionId === id),
  )
  const rooms = new Map(
    (await stores.rooms.history({id: others.flatMap(({roomId}) => roomId ?? [])})).map((room) => [room.id, room.code]),
  )
  return others.map(({id, code, roomId, fromTime}) => ({
    id,
    code,
    room: roomId === null ? null : (rooms.get(roomId) ?? null),
    from: fromTime,
  }))
}
