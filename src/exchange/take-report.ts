import type {z} from 'zod'
import type {Context} from '../context.ts'
import {ReportRecord} from '../connector.ts'
import {notFound} from '../errors.ts'
import type {PartyId} from '../ids.ts'
import type {Json} from '../json.ts'
import {parsed} from '../parsed.ts'
import {keepDocuments} from './keep-documents.ts'
import type {ExternalRecord} from './model.ts'
import type {ExchangeStores} from './store.ts'

/**
 * Takes in what a platform tells of a whole session exam (flow 4): irregularities and documents; also of one that was cancelled.
 *
 * @throws ExamError `input.invalid`; `session-exam.not-found` for an id that is not ours
 */
export async function takeReport(
  ctx: Context<ExchangeStores>,
  {party, report}: Readonly<{party: PartyId; report: z.input<typeof ReportRecord>}>,
): Promise<void> {
  const one = parsed(ReportRecord, report)
  await ctx.write('exchange.take', {}, async (stores, entry) => {
    const facts = (await stores.exchange.sessionFacts([one.session])).get(one.session)
    if (!facts) throw notFound('session-exam', one.session)
    const [before] = await stores.externals.all({partyId: party, kind: 'report', externalId: one.session})
    const said = Object.entries(one).filter(([, value]) => value !== undefined)
    const all = {...(before?.body as object | undefined), ...Object.fromEntries(said)}
    const body = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as Json
    const row: ExternalRecord = {
      id: before?.id ?? ctx.ids.next<string>(),
      partyId: party,
      kind: 'report',
      externalId: one.session,
      body,
      state: 'done',
      personId: null,
      examId: facts.exam.id,
      registrationId: null,
      enrolmentId: null,
      problem: null,
      changedAt: entry.now,
      version: before?.version ?? 1,
    }
    await stores.exchange.keepExternals([row])
    await keepDocuments(ctx, stores, entry, [row])
    const irregular = (body as Partial<ReportRecord>).irregularities
    entry.note({
      about: ['session', facts.session.id],
      facts: {exam: facts.exam.code, documents: one.documents?.length ?? 0, irregularities: Boolean(irregular)},
      ...(one.irregularities ? {text: one.irregularities} : {}),
    })
  })
}
