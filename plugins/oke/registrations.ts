import type {z} from 'zod'
import type {Between, IncomingRecord} from '../../src/connector.ts'
import {ExamError} from '../../src/errors.ts'
import {consumerOf, idIn, objectOf, type OkeObject, textOf} from '../../src/oke/parts.ts'
import {
  enrolledRecord,
  examRecord,
  groupRecord,
  membershipRecord,
  personRecord,
  programmeRecord,
  type RawRecord,
  registrationRecord,
} from '../../src/oke/reading.ts'
import type {OkeClient} from './client.ts'
import {itemsOf} from './pages.ts'

/** A record as it is handed on, to be read for completeness there. */
type SentRecord = z.input<typeof IncomingRecord>

/** Flow 1, structured: exams of a period, who is to take them, and of these the person and the programme, each fetched once. */
export async function* readRegistrations(client: OkeClient, {from, to}: Between): AsyncGenerator<SentRecord> {
  const seen = new Set<string>()
  const query = `offeringType=component&component.componentType=test&since=${from}&until=${to}`
  for await (const item of itemsOf(client, '1', `/offerings?${query}`)) {
    const id = textOf(item['offeringId'])
    if (id === undefined || seen.has(id)) continue
    seen.add(id)
    // A list may be short on detail; what is not whole is fetched by itself.
    const offering = consumerOf(item)['offeringState'] === undefined ? await get(client, `/offerings/${id}`) : item
    yield asRecord(examRecord(offering))
    for await (const association of itemsOf(client, '1', `/offerings/${id}/associations`))
      yield* readRegistration(client, association, id, seen)
  }
}

async function* readRegistration(
  client: OkeClient,
  association: OkeObject,
  offering: string,
  seen: Set<string>,
): AsyncGenerator<SentRecord> {
  const person = idIn(association['person'], 'personId')
  if (person !== undefined && !seen.has(person)) {
    seen.add(person)
    const whole = objectOf(association['person'])
    const found = whole['surname'] === undefined ? await getIfThere(client, `/persons/${person}`) : whole
    if (found) yield asRecord(personRecord(found))
  }
  const context = textOf(consumerOf(association)['programOfferingAssociationId'])
  if (context !== undefined && !seen.has(context)) {
    seen.add(context)
    yield* readProgramme(client, context, seen)
  }
  yield asRecord(registrationRecord({offering, ...association}))
}

/** The programme of a registration: the student's own association with it, and its offering. */
async function* readProgramme(client: OkeClient, id: string, seen: Set<string>): AsyncGenerator<SentRecord> {
  const enrolled = await getIfThere(client, `/associations/${id}?expand=offering,offering.program`)
  if (!enrolled) return
  const programme = idIn(enrolled['offering'], 'offeringId')
  if (programme !== undefined && !seen.has(programme)) {
    seen.add(programme)
    const whole = objectOf(enrolled['offering'])
    const found =
      whole['primaryCode'] === undefined ? await getIfThere(client, `/offerings/${programme}?expand=program`) : whole
    if (found) yield asRecord(programmeRecord(found))
  }
  yield asRecord(enrolledRecord(enrolled))
}

/** Flow 1, ad hoc: groups and who is in them. */
export async function* readRoster(client: OkeClient, {from, to}: Between, now: string): AsyncGenerator<SentRecord> {
  const seen = new Set<string>()
  for await (const group of itemsOf(client, '1', `/groups?since=${from}&until=${to}`)) {
    const id = textOf(group['groupId'])
    if (id === undefined) continue
    yield asRecord(groupRecord(group))
    for await (const item of itemsOf(client, '1', `/groups/${id}/members`)) {
      const person = textOf(item['personId'])
      if (person !== undefined && !seen.has(person)) {
        seen.add(person)
        const found = await getIfThere(client, `/persons/${person}`)
        if (found) yield asRecord(personRecord(found))
      }
      yield asRecord(membershipRecord(id, item, now))
    }
  }
}

/** One thing that a push named by its id only. */
export async function readOne(
  client: OkeClient,
  kind: IncomingRecord['kind'],
  id: string,
): Promise<SentRecord | undefined> {
  const reading = ONES[kind]
  const found = reading && (await getIfThere(client, `${reading.path}${encodeURIComponent(id)}${reading.query ?? ''}`))
  return found ? asRecord(reading.read(found)) : undefined
}

type Reading = Readonly<{path: string; query?: string; read: (found: OkeObject) => RawRecord}>

const ONES: Readonly<Partial<Record<IncomingRecord['kind'], Reading>>> = {
  person: {path: '/persons/', read: personRecord},
  exam: {path: '/offerings/', read: examRecord},
  programme: {path: '/offerings/', query: '?expand=program', read: programmeRecord},
  'programme-enrolment': {path: '/associations/', read: enrolledRecord},
}

async function get(client: OkeClient, path: string): Promise<OkeObject> {
  return objectOf(await client.json({flow: '1', method: 'GET', path}))
}

/** What a party names and does not know itself is left out; what refers to it waits. */
async function getIfThere(client: OkeClient, path: string): Promise<OkeObject | undefined> {
  try {
    return await get(client, path)
  } catch (error) {
    if (error instanceof ExamError && error.kind === 'not-found') return undefined
    throw error
  }
}

function asRecord(raw: RawRecord): SentRecord {
  return raw as SentRecord
}
