import {z} from 'zod'
import type {Context} from '../../context.ts'
import {type Reason, refuseIfAny} from '../../errors.ts'
import type {Person} from '../../institution/model.ts'
import {parsed} from '../../parsed.ts'
import type {SessionDuty} from '../../planning/model.ts'
import {dayOf, overlaps} from '../../time.ts'
import {atDesk, type Desk} from './report-desk.ts'
import type {DeliveryStores} from '../store.ts'

export const HandOver = z.strictObject({
  session: z.string(),
  /** Staff code of the new lead. */
  lead: z.string(),
  reason: z.string().optional(),
})

export type HandedOver = Readonly<{session: string; lead: string; from: string | null}>

/**
 * Hands a running session over to another lead, from now until its end; who invigilated there until now leads instead. The
 * one before may not control or sign it any more.
 *
 * @throws ExamError `report.refused` with `report.leads-already`, `report.not-a-lead`, `report.lead-busy`; `staff.not-found`;
 *   as `atDesk`, for the lead
 */
export async function handOver(ctx: Context<DeliveryStores>, input: z.input<typeof HandOver>): Promise<HandedOver> {
  const {session, lead: code, reason} = parsed(HandOver, input)
  const next = await ctx.read('catalogue.read', ({staff}) => staff.get(code))
  return atDesk(
    ctx,
    {deed: 'report.control', session, post: 'lead', reason, lock: {person: [next.id]}},
    async (desk) => {
      const duties = await desk.stores.duties.all({sessionId: desk.session.id})
      const before = duties.find(({duty}) => duty === 'lead')
      refuseIfAny('report', await reasonsAgainst(desk, next, before))
      await endDuties(
        desk,
        duties.filter(({id, personId}) => id === before?.id || personId === next.id),
      )
      const {startsAt, endsAt} = before ?? desk.session
      await desk.stores.duties.add([
        {
          id: ctx.ids.next<string>(),
          sessionId: desk.session.id,
          personId: next.id,
          duty: 'lead',
          startsAt,
          endsAt,
          endedAt: null,
        },
      ])
      const former = before ? await desk.stores.staff.find(before.personId) : undefined
      return {
        facts: [{kind: 'handed-over', detail: {from: before?.personId ?? null, to: next.id}, text: reason}],
        answer: {session: desk.session.code, lead: code, from: former?.staffCode ?? null},
      }
    },
  )
}

async function reasonsAgainst(desk: Desk, next: Person, before: SessionDuty | undefined): Promise<readonly Reason[]> {
  const {staffCode} = next
  const {code} = desk.session
  const because = (reason: string, message: string): Reason => ({code: reason, message, details: {staff: staffCode}})
  if (before?.personId === next.id) return [because('report.leads-already', `${staffCode} leads ${code} already.`)]
  const elsewhere = await dutyElsewhere(desk, next)
  const role = `${staffCode} does not hold the role of lead; give it with: ontrac user grant`
  const busy = `${staffCode} is in ${elsewhere} at this time; choose somebody else.`
  return [
    ...((await leads(desk, next)) ? [] : [because('report.not-a-lead', role)]),
    ...(elsewhere === undefined ? [] : [because('report.lead-busy', busy)]),
  ]
}

/** Whether somebody holds the role of lead today. */
async function leads({stores, entry, institution}: Desk, {id}: Person): Promise<boolean> {
  const today = dayOf(entry.now, institution.zone)
  const roles = await stores.roles.all({personId: id, role: 'lead'})
  return roles.some(({fromOn, toOn}) => (fromOn === null || fromOn <= today) && (toOn === null || today <= toOn))
}

/** The code of another session in which somebody is engaged between now and the end of this one. */
async function dutyElsewhere({stores, session, entry}: Desk, {id}: Person): Promise<string | undefined> {
  const rest = {startsAt: entry.now, endsAt: session.endsAt}
  const {engagements = []} = (await stores.planning.availability([id], rest)).get(id) ?? {}
  return engagements.find((other) => other.sessionId !== session.id && overlaps(other, rest))?.session
}

async function endDuties({stores, entry}: Desk, duties: readonly SessionDuty[]): Promise<void> {
  await stores.duties.changeAll({id: duties.map(({id}) => id)}, {endedAt: entry.now})
}
