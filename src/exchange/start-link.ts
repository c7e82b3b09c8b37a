import type {Context} from '../context.ts'
import {ExamError, refuse} from '../errors.ts'
import {connectorNamed} from './party.ts'
import {cannot, withParty} from './pull-party.ts'
import {platformsOf} from './queue-untold.ts'
import type {SendPorts} from './send-messages.ts'
import type {ExchangeStores} from './store.ts'

/** Where a student begins an exam. */
export type StartLink = Readonly<{student: string; session: string; exam: string; party: string; url: string}>

/**
 * Fetches the address at which a student begins an exam on its platform (flow 2); it is his alone, and is fetched shortly before.
 *
 * @throws ExamError `student.not-found`, `session.not-found`, `exam.not-found`; `start-link.refused` with `start-link.not-enrolled`,
 *   `start-link.no-party`; `party.cannot`, `party.unreachable`, `oke.unknown` when the platform was not told of it yet
 */
export async function startLink(
  ctx: Context<ExchangeStores>,
  ports: SendPorts,
  {student, session, exam}: Readonly<{student: string; session: string; exam: string}>,
): Promise<StartLink> {
  const {enrolment, party} = await ctx.read('exchange.read', async (stores) => {
    const person = await stores.students.get(student)
    const at = await stores.sessions.get(session)
    const wanted = await stores.exams.get(exam)
    const [sessionExam] = await stores.sessionExams.all({sessionId: at.id, examId: wanted.id})
    const found = sessionExam && (await stores.enrolments.all({personId: person.id, sessionExamId: sessionExam.id}))[0]
    if (!sessionExam || !found) {
      const message = `Student ${student} takes no ${exam} in ${session}; see: ontrac enrolment list --student ${student}`
      throw refuse('start-link', [{code: 'start-link.not-enrolled', message}])
    }
    const facts = (await stores.exchange.sessionFacts([sessionExam.id])).get(sessionExam.id)
    const platform = facts?.version.platform ?? ''
    const own = (await stores.parties.all()).find(
      (each) =>
        platformsOf(each).includes(platform) &&
        connectorNamed(ports.connectors, each.connector).capabilities.includes('sessions-out'),
    )
    if (own) return {enrolment: found, party: own}
    const message = `No party delivers ${platform}; add it with: ontrac oke party add`
    throw refuse('start-link', [{code: 'start-link.no-party', message}])
  })
  const url = await withParty(ctx, ports, party, async ({sessionsOut}) => {
    if (!sessionsOut) throw cannot(party, 'sessions-out')
    return sessionsOut.startLink(enrolment.id)
  })
  return {student, session, exam, party: party.code, url}
}

/** As {@link startLink}; null where no connection of the school knows the exam, or it cannot be reached now. */
export async function reachableLink(...[ctx, ports, asked]: Parameters<typeof startLink>): Promise<string | null> {
  try {
    return (await startLink(ctx, ports, asked)).url
  } catch (error) {
    if (error instanceof ExamError) return null
    throw error
  }
}
