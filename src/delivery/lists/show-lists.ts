import type {Context} from '../../context.ts'
import {ExamError} from '../../errors.ts'
import type {Instant} from '../../time.ts'
import {bodyOf, listsNow, versionsOf} from './fixed-lists.ts'
import {type ListChange, listChanges} from './list-changes.ts'
import {requireOwnSession} from '../reports/own-session.ts'
import type {SessionLists} from './session-lists.ts'
import type {DeliveryStores} from '../store.ts'

/** A version of a session's lists, and what made it differ from the one before. */
export type ListHistory = Readonly<{
  session: string
  versions: readonly Readonly<{
    number: number
    fixedAt: Instant
    participants: number
    digest: string
    changes: readonly NamedChange[]
  }>[]
  /** What has changed since the last version; a next one takes it in. */
  pending: readonly NamedChange[]
}>
/** A change with the student's number. */
export type NamedChange = ListChange & Readonly<{student: string | null}>

/**
 * Every version of a session's lists with what differs from version to version and since the last. Changes about students
 * whom the one who asks may not see are left out.
 *
 * @throws ExamError `session.not-found`, `report.not-your-session`; `lists.not-fixed` while there is none
 */
export async function showLists(
  ctx: Context<DeliveryStores>,
  {session: key}: Readonly<{session: string}>,
): Promise<ListHistory> {
  return ctx.read('report.read', async (stores, access) => {
    const session = await stores.sessions.get(key)
    await requireOwnSession(stores, access, session)
    const versions = await versionsOf(stores, session)
    const last = versions.at(-1)
    if (!last)
      throw new ExamError(
        'not-found',
        'lists.not-fixed',
        `${session.code} has no fixed lists yet; fix them with: ontrac session finalise ${session.code}`,
      )
    const {lists: now} = await listsNow(stores, session)
    const steps = versions.map((version, i) => changesFrom(versions[i - 1], bodyOf(version)))
    const named = await namer(stores, [...steps.flat(), ...listChanges(bodyOf(last), now)])
    return {
      session: session.code,
      versions: versions.map((version, i) => ({
        number: version.number,
        fixedAt: version.fixedAt,
        participants: bodyOf(version).participants.length,
        digest: version.digest,
        changes: named(steps[i] ?? []),
      })),
      pending: access.reach === 'all' ? named(listChanges(bodyOf(last), now)) : [],
    }
  })
}

function changesFrom(before: Parameters<typeof bodyOf>[0] | undefined, after: SessionLists): readonly ListChange[] {
  return before ? listChanges(bodyOf(before), after) : []
}

async function namer(
  {persons}: DeliveryStores,
  changes: readonly ListChange[],
): Promise<(changes: readonly ListChange[]) => readonly NamedChange[]> {
  const ids = [...new Set(changes.flatMap(({person}) => (person === null ? [] : [person])))]
  const numbers = new Map((await persons.history({id: ids})).map(({id, studentNumber}) => [id, studentNumber]))
  return (some) =>
    some.flatMap((change) => {
      if (change.person === null) return [{...change, student: null}]
      const student = numbers.get(change.person)
      return student === undefined ? [] : [{...change, student}]
    })
}
