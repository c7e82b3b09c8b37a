import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ExamError, type Reason} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import type {Instant} from '../../time.ts'
import {requirePost} from '../lists/session-staff.ts'
import type {DeliveryStores} from '../store.ts'
import {saidAt} from './fact-register.ts'
import {type Desk, joined, noteRecorded, openDesk, sessionId} from './report-desk.ts'
import type {FactDraft, Made, ProposedKind} from './report-facts.ts'
import {appendFacts} from './report-record.ts'
import {factsOf, Saying} from './sayings.ts'

/** What devices send at once at most; a day of one invigilator is less. */
const MOST = 500

export const ReceiveFacts = z.strictObject({session: z.string(), sayings: z.array(z.unknown()).min(1).max(MOST)})

/**
 * What became of one saying: received now or before, kept as a proposed addendum because the report is signed, or refused
 * with the code of its reason and then kept by whoever sent it.
 */
export type Received = Readonly<{
  id: string
  outcome: 'received' | 'known' | 'proposed' | 'refused'
  reason: string | null
}>
/** `version` is the number of the last fact, `at` the server's time: by it a device learns how far its clock is off. */
export type FactReceipt = Readonly<{session: string; version: number; at: Instant; sayings: readonly Received[]}>

/**
 * Receives what people on duty said, also long after they said it: each saying once, by its id, in the order given. Nothing
 * is lost: what contradicts somebody else stands beside it until the lead settles it, and what comes after a signature
 * becomes a proposed addendum.
 *
 * @throws ExamError `report.refused` with `report.not-open`; as `requirePost`
 */
export async function receiveFacts(
  ctx: Context<DeliveryStores>,
  input: z.input<typeof ReceiveFacts>,
): Promise<FactReceipt> {
  const {session: key, sayings} = parsed(ReceiveFacts, input)
  const id = await sessionId(ctx, key)
  return ctx.write('report.record', {lock: {session: [id]}}, async (stores, entry) => {
    const session = await stores.sessions.get(id)
    await requirePost(stores, entry, {session, post: 'staff'})
    const desk = await openDesk(stores, entry, session)
    const known = await stores.delivery.received(id, sayings.map(idOf))
    const heard = hearAll(desk, sayings, known)
    const {signed} = desk.state
    const facts = heard.flatMap((each) => each.facts).map((fact) => (signed ? proposed(fact) : fact))
    const drafts = [...joined(desk, signed), ...facts]
    const {version} = await appendFacts(stores, {entry, ids: ctx.ids}, {report: desk.report, drafts, addendum: signed})
    noteRecorded(desk, facts, undefined)
    return {session: session.code, version, at: entry.now, sayings: heard.map(({answer}) => answer)}
  })
}

type Heard = Readonly<{answer: Received; facts: readonly FactDraft[]}>

function hearAll(desk: Desk, sayings: readonly unknown[], known: ReadonlySet<string>): readonly Heard[] {
  const had = new Set(known)
  return sayings.map((saying) => {
    const id = idOf(saying)
    if (had.has(id)) return {answer: {id, outcome: 'known', reason: null}, facts: []}
    had.add(id)
    return hear(desk, saying)
  })
}

function hear(desk: Desk, given: unknown): Heard {
  try {
    const saying = parsed(Saying, given)
    const made: Made = {
      clientId: saying.id,
      deviceAt: saying.deviceAt ?? null,
      offsetMs: saying.offsetMs ?? null,
      basis: Math.min(saying.basis, desk.report.version),
    }
    const at = saidAt({...made, receivedAt: desk.entry.now})
    const facts = factsOf(saying, desk, at).map((fact) => ({...fact, made}))
    return {answer: {id: saying.id, outcome: desk.state.signed ? 'proposed' : 'received', reason: null}, facts}
  } catch (error) {
    if (!(error instanceof ExamError)) throw error
    const [first] = (error.details['reasons'] as readonly Reason[] | undefined) ?? []
    return {answer: {id: idOf(given), outcome: 'refused', reason: first?.code ?? error.code}, facts: []}
  }
}

function proposed({kind, detail, ...rest}: FactDraft): FactDraft {
  return {...rest, kind: 'proposed', detail: {what: kind as ProposedKind, said: detail}}
}

function idOf(saying: unknown): string {
  const id = saying !== null && typeof saying === 'object' && 'id' in saying ? saying.id : undefined
  return typeof id === 'string' ? id : ''
}
