import type {Access, Actor, Context, WriteOptions} from '../src/context.ts'
import {type Deed, reachOf, type Role, type View} from '../src/deeds.ts'
import {ExamError} from '../src/errors.ts'
import type {Clock, Hasher, Ids} from '../src/ports.ts'
import type {Instant} from '../src/time.ts'
import {again, type AllStores, type Call, carryOut, type Permit} from './carry-out.ts'
import {settleInTurn} from './claims.ts'
import {translate} from './errors.ts'
import type {Store} from './store.ts'
import {openStores} from './stores/index.ts'

export type {AllStores} from './carry-out.ts'

export type ContextOptions = Readonly<{
  store: Store
  actor: Actor
  clock: Clock
  ids: Ids
  hash: Hasher
  /** The time that every read sees; a write only where `writes`, which is a rehearsal store (design rule 4). */
  asOf?: Readonly<{at: Instant; writes: boolean}>
  /** Digest of the request: a key that comes again with another request is refused. */
  fingerprint?: string
  /** Told of each deed after its commit, so that pages which show what it touched look again (design rule 12). */
  touched?: (deed: Deed) => void
}>

/** Opens a store for one who acts: permission, transaction, locks, idempotency and audit in one place (design rules 3, 6 and 13). */
export function openContext(options: ContextOptions): Context<AllStores> {
  const {store, actor, ids, hash, asOf, fingerprint = null, touched = () => undefined} = options
  const clock: Clock = asOf === undefined ? options.clock : {now: () => asOf.at}

  const prepare = (deed: Deed, {lock = {}, key}: WriteOptions): Call => {
    const permit = permitted(actor, deed, 'deed')
    if (asOf?.writes === false) throw notInThisStore(asOf.at)
    return {deed, permit, lock, key, fingerprint, clock, ids, hash, asOf: asOf?.at}
  }

  return {
    actor,
    clock,
    ids,
    hash,
    async read(view, work) {
      const permit = permitted(actor, view, 'view')
      return translated(() =>
        again(() =>
          store.readDb
            .transaction()
            .setIsolationLevel('repeatable read')
            .setAccessMode('read only')
            .execute(async (tx) => {
              const access: Access = {...permit, now: clock.now()}
              return work(await openStores({tx, access, kind: store.kind, ids, hash}), access)
            }),
        ),
      )
    },
    async write(deed, options, work) {
      const call = prepare(deed, options)
      const answer = await translated(() => carryOut(store, call, work))
      touched(deed)
      return answer
    },
    async claim(deed, {turn, ...options}, ask, settle) {
      const call = prepare(deed, options)
      const answer = await translated(() => settleInTurn(store, turn, call, ask, settle))
      touched(deed)
      return answer
    },
  }
}

/** The first role of the one who acts that may do this, the widest reach first. */
function permitted(actor: Actor, name: Deed | View, what: 'deed' | 'view'): Permit {
  const may = actor.roles.flatMap((role) => {
    const reach = reachOf(name, role)
    return reach ? [{person: actor.person, role, reach, scope: actor.scopes[role] ?? {}}] : []
  })
  const best = may.find(({reach}) => reach === 'all') ?? may[0]
  if (best) return best
  const needed = allowed(name)
  throw new ExamError(
    'forbidden',
    `${what}.forbidden`,
    `"${name}" is for ${needed.join(', ') || 'nobody'}; you act as ${actor.roles.join(', ') || 'nobody'}.`,
    {
      [what]: name,
      needed,
    },
  )
}

function notInThisStore(at: Instant): ExamError {
  return new ExamError(
    'refused',
    'as-of.not-a-rehearsal',
    `Writing at ${at} needs a rehearsal store, so that what really happened stays apart. Make one with: ontrac db copy FROM TO --rehearsal`,
    {at},
  )
}

function allowed(name: Deed | View): readonly Role[] {
  const all: readonly Role[] = [
    'student',
    'teacher',
    'planner',
    'office',
    'invigilator',
    'lead',
    'assessor',
    'functionary',
    'board',
    'admin',
    'inspector',
  ]
  return all.filter((role) => reachOf(name, role))
}

async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw translate(error)
  }
}
