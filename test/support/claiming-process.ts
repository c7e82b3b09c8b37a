import {once} from 'node:events'
import {openContext} from '../../db/context.ts'
import {openStore} from '../../db/open.ts'
import {hasher} from '../../plugins/system/hasher.ts'
import {systemIds} from '../../plugins/system/ids.ts'
import {enrolStudent} from '../../src/enrolment/enrol-student.ts'
import {ExamError, type Reason} from '../../src/errors.ts'
import type {Instant} from '../../src/time.ts'

/** What a process of its own is told to claim, all at once, as the office at a time. */
export type Claims = Readonly<{
  store: string
  at: string
  claims: readonly Readonly<{student: string; exam: string; session: string}>[]
}>

/**
 * Claims seats as another server on the same store would, and prints how often each thing was answered. It says that it is
 * ready and begins when it is told to, so that several begin at the same moment.
 */
async function main({store: address, at, claims}: Claims): Promise<void> {
  const store = await openStore(address)
  const now = at as Instant
  const actor = {person: null, roles: ['office'], scopes: {}} as const
  const ctx = openContext({
    store,
    actor,
    clock: {now: () => now},
    ids: systemIds,
    hash: hasher,
    asOf: {at: now, writes: true},
  })
  await ctx.read('catalogue.read', ({sessions}) => sessions.count())
  console.log('ready')
  await once(process.stdin, 'data')
  process.stdin.unref()
  const outcomes = await Promise.allSettled(claims.map((claim) => enrolStudent(ctx, claim)))
  const counts: Record<string, number> = {}
  for (const outcome of outcomes) {
    const code = outcome.status === 'fulfilled' ? 'enrolled' : codeOf(outcome.reason)
    counts[code] = (counts[code] ?? 0) + 1
  }
  console.log(JSON.stringify(counts))
  await store.close()
}

function codeOf(error: unknown): string {
  if (!(error instanceof ExamError)) return String(error)
  const [reason] = (error.details['reasons'] ?? []) as readonly Reason[]
  return reason?.code ?? error.code
}

await main(JSON.parse(process.argv[2] ?? '{}') as Claims)
