import type {Entry} from '../context.ts'
import type {RegistrationId} from '../ids.ts'
import type {Ids} from '../ports.ts'
import type {Registration, RegistrationNote} from './model.ts'
import type {Prepared} from './prepare-registrations.ts'
import {openRegistrations, pairKey} from './registration-facts.ts'
import {alreadyRegistered} from './registration-reasons.ts'
import type {RegistrationStores} from './store.ts'

/** What became of one candidate; a linked registration is the one that was there already. */
export type Outcome =
  | Readonly<{did: 'added' | 'linked'; registration: Registration}>
  | Readonly<{did: 'refused'; reasons: Extract<Prepared, {does: 'refuse'}>['reasons']}>

/** Letters of a registration's code: a thousand million codes, so that one is rarely given twice. */
const CODE_LETTERS = 6
const TRIES = 5

/**
 * Does what {@link prepareRegistrations} decided, one outcome for each, in order.
 *
 * The unique index is the last guard: a candidate who was registered by somebody else in the meantime is refused with where
 * and by whom, and the others stand. Writes no audit note; the deed does.
 */
export async function addRegistrations(
  stores: RegistrationStores,
  entry: Entry,
  ids: Ids,
  prepared: readonly Prepared[],
): Promise<readonly Outcome[]> {
  const outcomes = new Map<Prepared, Outcome>()
  let waiting: readonly Adding[] = prepared.filter((one) => one.does === 'add')
  for (let attempt = 1; waiting.length > 0 && attempt <= TRIES; attempt++) {
    const rows = new Map(waiting.map((one) => [one, registrationOf(one, entry, ids)]))
    const stand = await stores.registration.add([...rows.values()])
    const met = waiting.filter((one) => !stand.has(rows.get(one)?.id ?? ''))
    for (const [one, registration] of rows)
      if (stand.has(registration.id)) outcomes.set(one, {did: 'added', registration})
    const lost = await lostRaces(stores, met)
    for (const [one, outcome] of lost) outcomes.set(one, outcome)
    waiting = met.filter((one) => !lost.has(one))
  }
  for (const one of prepared) {
    if (one.does === 'link') outcomes.set(one, await link(stores, one))
    if (one.does === 'refuse') outcomes.set(one, {did: 'refused', reasons: one.reasons})
  }
  await stores.registrationNotes.add(notesOf(outcomes, entry, ids))
  return prepared.map((one) => outcomes.get(one) ?? crowded(one))
}

type Adding = Extract<Prepared, {does: 'add'}>

function registrationOf({candidate, state, late, facts}: Adding, entry: Entry, ids: Ids): Registration {
  const byTeam = facts.exam.rules.consent && state === 'agreed'
  return {
    id: ids.next<RegistrationId>(),
    code: ids.code(CODE_LETTERS),
    personId: candidate.personId,
    examId: candidate.examId,
    periodId: candidate.periodId,
    state,
    source: candidate.source,
    sourceId: candidate.sourceId ?? null,
    requestedBy: entry.person,
    requestedAt: entry.now,
    locationId: candidate.locationId ?? null,
    late,
    decidedBy: byTeam ? entry.person : null,
    decidedAt: byTeam ? entry.now : null,
    resitOf: candidate.resitOf ?? null,
    closedAt: null,
    version: 1,
  }
}

/** Those who were not added since somebody else was first; the rest met a code in use and gets another. */
async function lostRaces(stores: RegistrationStores, met: readonly Adding[]): Promise<ReadonlyMap<Prepared, Outcome>> {
  if (met.length === 0) return new Map()
  const about = {
    personId: met.map(({candidate}) => candidate.personId),
    examId: met.map(({candidate}) => candidate.examId),
  }
  const open = await openRegistrations(stores, await stores.registrations.all(about))
  const lost = new Map<Prepared, Outcome>()
  for (const one of met) {
    const first = open.get(pairKey(one.candidate))
    const {student, exam} = one.facts
    if (first)
      lost.set(one, {did: 'refused', reasons: [alreadyRegistered(student.studentNumber ?? '', exam.code, first)]})
  }
  return lost
}

/** The SIS's own id is kept with what was there, so that its next file knows it again. */
async function link(stores: RegistrationStores, {candidate, to}: Extract<Prepared, {does: 'link'}>): Promise<Outcome> {
  const sourceId = candidate.sourceId ?? to.sourceId
  if (sourceId !== to.sourceId) await stores.registrations.change(to.id, {sourceId})
  return {did: 'linked', registration: {...to, sourceId}}
}

function notesOf(outcomes: ReadonlyMap<Prepared, Outcome>, entry: Entry, ids: Ids): readonly RegistrationNote[] {
  return [...outcomes].flatMap(([{candidate}, outcome]) => {
    if (outcome.did !== 'added') return []
    const texts = {late: outcome.registration.late ? candidate.reason : undefined, remark: candidate.remark}
    return Object.entries(texts).flatMap(([kind, content]) =>
      content ? [noteRow(ids.next<string>(), outcome.registration, kind, content, entry)] : [],
    )
  })
}

/** A text kept with a registration: `late` and `refused` are reasons, `remark` is what came with it. */
export function noteRow(
  id: string,
  registration: Pick<Registration, 'id'>,
  kind: string,
  content: string,
  entry: Entry,
): RegistrationNote {
  return {id, registrationId: registration.id, kind, content, at: entry.now, byPersonId: entry.person}
}

function crowded({candidate}: Prepared): never {
  throw new Error(`No free code was found for a registration of exam ${candidate.examId}.`)
}
