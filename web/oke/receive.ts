import type {Context} from '../../src/context.ts'
import {IncomingRecord, ReportRecord} from '../../src/connector.ts'
import {ExamError, notFound} from '../../src/errors.ts'
import type {Party} from '../../src/exchange/model.ts'
import {type Owner, ownerOf, PATH_KINDS} from '../../src/exchange/owned-ids.ts'
import type {ExchangeStores} from '../../src/exchange/store.ts'
import {takeRecords} from '../../src/exchange/take-records.ts'
import {takeReport} from '../../src/exchange/take-report.ts'
import {takeResults} from '../../src/exchange/take-results.ts'
import {withdrawCancelled} from '../../src/exchange/withdraw-cancelled.ts'
import {objectOf, type OkeObject, textOf} from '../../src/oke/parts.ts'
import {patched} from '../../src/oke/patching.ts'
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
import {reportSaid, resultSaid} from '../../src/oke/reading-results.ts'
import {parsed} from '../../src/parsed.ts'

/** A message as it came in, from whom, and which of the two pairs of flows its token is for. */
export type Incoming = Readonly<{
  ctx: Context<ExchangeStores>
  party: Party
  id: string
  body: OkeObject
  flows: Readonly<{sis: boolean; delivery: boolean}>
}>

/** Whether something was made by it, for the status of a PUT. */
export type Received = Readonly<{made: boolean}>

/**
 * PUT and PATCH of an association: of the SIS a registration or a programme enrolment (flow 1), of a platform a result of one of our
 * own participations (flow 3). Scope and ownership both decide.
 *
 * @throws ExamError `oke.not-yours`, `input.invalid`, `<noun>.not-found`
 */
export async function receiveAssociation(message: Incoming, method: 'PUT' | 'PATCH'): Promise<Received> {
  const {ctx, party, id, body} = message
  const owner = await allowed(message, 'associations')
  if (owner === 'ours') {
    requireMethod(method, 'PATCH')
    await takeResults(ctx, {party: party.id, results: [resultSaid(id, body)]})
    return {made: false}
  }
  const raw = associationRecord({associationId: id, ...body})
  // A programme or course of an employee has no meaning, and a course is not used here.
  if (raw === undefined || (raw.kind === 'programme-enrolment' && isStaff(body))) return {made: false}
  return take(message, await whole(message, {raw, method, owner, path: 'associations'}))
}

/** PUT and PATCH of an offering: an exam or a programme of the SIS (flow 1), the report of one of our session exams (flow 4). */
export async function receiveOffering(message: Incoming, method: 'PUT' | 'PATCH'): Promise<Received> {
  const {ctx, party, id, body} = message
  const owner = await allowed(message, 'offerings')
  if (owner === 'ours') {
    requireMethod(method, 'PATCH')
    await takeReport(ctx, {party: party.id, report: parsed(ReportRecord, reportSaid(id, body))})
    return {made: false}
  }
  const type = body['offeringType'] ?? 'component'
  if (type === 'course') return {made: false}
  const offering = {offeringId: id, ...body}
  const raw = type === 'program' ? programmeRecord(offering) : examRecord(offering)
  return take(message, await whole(message, {raw, method, owner, path: 'offerings'}))
}

export async function receivePerson(message: Incoming): Promise<Received> {
  await allowed(message, 'persons')
  return take(message, personRecord({personId: message.id, ...message.body}))
}

export async function receiveGroup(message: Incoming): Promise<Received> {
  await allowed(message, 'groups')
  return take(message, groupRecord({groupId: message.id, ...message.body}))
}

/** A member of a group by the path of the text of the standard (the checklist, §8.2). */
export async function receiveMember(message: Incoming, person: string): Promise<Received> {
  await allowed(message, 'groups')
  return take(message, membershipRecord(message.id, {personId: person, ...message.body}, message.ctx.clock.now()))
}

function associationRecord(association: OkeObject): RawRecord | undefined {
  switch (association['associationType']) {
    case 'programOfferingAssociation':
      return enrolledRecord(association)
    case 'courseOfferingAssociation':
      return undefined
    default:
      return registrationRecord(association)
  }
}

function isStaff({role}: OkeObject): boolean {
  return role !== undefined && role !== 'student'
}

/** Whose the id is, when the caller may write to it. */
async function allowed({ctx, party, id, flows}: Incoming, path: keyof typeof PATH_KINDS): Promise<Owner> {
  const owner = await ownerOf(ctx, {party, path, id})
  if (owner === 'ours' && flows.delivery) return owner
  if ((owner === 'theirs' || owner === 'nobody') && flows.sis) return owner
  if (owner === 'nobody') throw notFound(path === 'offerings' ? 'session-exam' : 'participation', id)
  const message = 'This id is of another party, or not for the flows of this token.'
  throw new ExamError('forbidden', 'oke.not-yours', message, {id})
}

function requireMethod(method: string, wanted: string): void {
  if (method === wanted) return
  throw new ExamError('forbidden', 'oke.not-yours', `What is ours is changed with ${wanted} only.`)
}

type Reading = Readonly<{
  raw: RawRecord
  method: 'PUT' | 'PATCH'
  owner: Owner
  path: keyof typeof PATH_KINDS
}>

/** The whole record: as it was put, or as it becomes by a change of what is known. */
async function whole({ctx, party, id, body}: Incoming, {raw, method, owner, path}: Reading): Promise<RawRecord> {
  if (method === 'PUT') return raw
  const [known] =
    owner === 'theirs'
      ? await ctx.read('exchange.read', ({externals}) =>
          externals.all({partyId: party.id, externalId: id, kind: PATH_KINDS[path]}),
        )
      : []
  if (!known) throw notFound(path === 'offerings' ? 'offering' : 'association', id)
  const same = known.kind === raw.kind ? raw : {...raw, kind: known.kind as RawRecord['kind']}
  return patched(objectOf(known.body), body, same)
}

async function take({ctx, party}: Incoming, raw: RawRecord): Promise<Received> {
  const [taken] = await takeRecords(ctx, {party: party.id, records: [parsed(IncomingRecord, raw)]})
  if (taken?.did === 'cancelled') await withdrawCancelled(ctx, {party: party.id})
  return {made: taken?.isNew === true}
}

/** What the body says its own id is. */
export function bodyId(body: OkeObject, field: string): string | undefined {
  return textOf(body[field])
}
