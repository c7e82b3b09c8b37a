import type {Context} from '../context.ts'
import type {PartyId, SessionExamId} from '../ids.ts'
import type {Document} from '../institution/model.ts'
import type {Party} from './model.ts'
import {platformsOf} from './queue-untold.ts'
import type {ExchangeStores} from './store.ts'

/** Whose an id is: that party's own, ours and of its platform, somebody else's, or nobody's. */
export type Owner = 'theirs' | 'ours' | 'others' | 'nobody'

/** Kinds of records that come by one path of the standard. */
export const PATH_KINDS = {
  associations: ['registration', 'programme-enrolment'],
  offerings: ['exam', 'programme'],
  persons: ['person'],
  groups: ['group'],
} as const

/** Whose an id in a path is. Ids of flow 1 are made by the SIS, those of flow 2 by us (the checklist, §1). */
export async function ownerOf(
  ctx: Context<ExchangeStores>,
  {party, path, id}: Readonly<{party: Party; path: keyof typeof PATH_KINDS; id: string}>,
): Promise<Owner> {
  return ctx.read('exchange.read', async (stores) => {
    const rows = await stores.externals.all({externalId: id, kind: PATH_KINDS[path]})
    if (rows.some(({partyId}) => partyId === party.id)) return 'theirs'
    if (rows.length > 0) return 'others'
    if (path === 'persons' || path === 'groups') return 'nobody'
    const sessionExam = path === 'offerings' ? id : await sessionExamOf(stores, id)
    const facts =
      sessionExam === undefined ? undefined : (await stores.exchange.sessionFacts([sessionExam])).get(sessionExam)
    if (!facts) return 'nobody'
    return platformsOf(party).includes(facts.version.platform) ? 'ours' : 'others'
  })
}

async function sessionExamOf({exchange}: ExchangeStores, participation: string): Promise<string | undefined> {
  return (await exchange.participationFacts([participation])).get(participation)?.sessionExamId
}

/** A document with its bytes, as far as the party may have it. */
export type OwnDocument = Readonly<{name: string; mediaType: string; content: Uint8Array}>

/**
 * A document that a party may read: what belongs to a student whom it registered, or to a session of its platform. `others` says
 * that it is there and not for this party.
 */
export async function documentFor(
  ctx: Context<ExchangeStores>,
  {party, id}: Readonly<{party: Party; id: string}>,
): Promise<OwnDocument | 'others' | undefined> {
  return ctx.read('exchange.read', async (stores) => {
    const document = await stores.documents.find(id)
    if (!document || document.endedAt !== null) return undefined
    if (!(await isFor(stores, party.id, document)) && !(await isOfPlatform(stores, party, document))) return 'others'
    const found = await stores.exchange.readFile(document.fileId)
    return found && {name: found.file.name, mediaType: found.file.mediaType, content: found.content}
  })
}

async function isFor({externals}: ExchangeStores, party: PartyId, {id}: Document): Promise<boolean> {
  const kept = await externals.all({kind: 'document', state: 'done'})
  const own = kept.find(({body}) => (body as Readonly<{document?: string}>).document === id)
  if (!own || own.registrationId === null) return false
  const person = own.personId === null ? {} : {personId: own.personId}
  return (await externals.count({partyId: party, kind: 'registration', ...person})) > 0 && own.personId !== null
}

async function isOfPlatform(stores: ExchangeStores, party: Party, {sessionId}: Document): Promise<boolean> {
  if (sessionId === null) return false
  const own = await stores.sessionExams.history({sessionId})
  const ids: readonly SessionExamId[] = own.map(({id}) => id)
  const facts = await stores.exchange.sessionFacts(ids)
  return [...facts.values()].some(({version}) => platformsOf(party).includes(version.platform))
}
