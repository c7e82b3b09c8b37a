import type {Instant} from '../time.ts'
import {minutesBetween} from '../time.ts'
import type {StoreHealth} from './store.ts'

/** A file or folder from outside; `mode` is null where the system knows none. */
export type FileSigns = Readonly<{path: string; exists: boolean; mode: number | null; freeMb: number | null}>

/** What can be seen of an installation. What could not be looked at is null, with the reason in `storeError`. */
export type Signs = Readonly<{
  now: Instant
  node: string
  /** Threads for SQLite, files and passwords. */
  threads: number
  storeError: string | null
  store: Readonly<{kind: 'sqlite' | 'postgres'; pending: readonly string[]; unknown: readonly string[]}> | null
  /** Milliseconds by which the store's clock differs from this machine's, on Postgres. */
  skewMs: number | null
  storeFile: FileSigns | null
  keyFile: FileSigns
  /** Null when mail goes to a server. */
  mailFolder: FileSigns | null
  health: StoreHealth | null
}>

/** One thing looked at. `remedy` says what to do, for what is not ok. */
export type Finding = Readonly<{
  check: string
  state: 'ok' | 'warn' | 'fail'
  message: string
  remedy: string | null
}>

/** Design rule 11. */
const MOST_SKEW_MS = 2000
const THREADS = 8
const LITTLE_MB = 1024
const TOO_LITTLE_MB = 100
/** `ontrac tick` runs every few minutes; what has waited an hour says that it does not. */
const LATE_MINUTES = 60

/** Judges an installation: what is right, what needs a look, and what does not work, each with the remedy. Pure. */
export function diagnose(signs: Signs): readonly Finding[] {
  return [
    ...machineFindings(signs),
    ...storeFindings(signs),
    ...fileFindings(signs),
    ...(signs.health === null ? [] : workFindings(signs.now, signs.health)),
  ]
}

const ok = (check: string, message: string): Finding => ({check, state: 'ok', message, remedy: null})
const warn = (check: string, message: string, remedy: string): Finding => ({check, state: 'warn', message, remedy})
const fail = (check: string, message: string, remedy: string): Finding => ({check, state: 'fail', message, remedy})

function machineFindings({node, threads}: Signs): readonly Finding[] {
  const [major = 0, minor = 0] = node.replace(/^v/, '').split('.').map(Number)
  const supported = (major === 24 && minor >= 16) || major >= 26
  return [
    supported
      ? ok('node', `Node.js ${node}.`)
      : fail('node', `Node.js ${node} is too old.`, 'Install Node.js 24.16 or newer.'),
    threads >= THREADS
      ? ok('threads', `${threads} threads for files and passwords.`)
      : warn(
          'threads',
          `Only ${threads} threads for files and passwords.`,
          `Set UV_THREADPOOL_SIZE=${THREADS} or more.`,
        ),
  ]
}

function storeFindings({storeError, store, skewMs}: Signs): readonly Finding[] {
  if (store === null)
    return [fail('store', storeError ?? 'The store cannot be opened.', 'Look again then with: ontrac doctor')]
  const {pending, unknown} = store
  const schema =
    unknown.length > 0
      ? fail('tables', 'A newer ontrac has changed the tables.', 'Use that version, or put back a backup of before.')
      : pending.length > 0
        ? fail('tables', `The tables are ${pending.length} steps behind.`, 'ontrac db migrate')
        : ok('tables', 'The tables are up to date.')
  const findings = [ok('store', `The store answers (${store.kind}).`), schema]
  if (skewMs === null) return findings
  const seconds = Math.round(Math.abs(skewMs) / 100) / 10
  return [
    ...findings,
    Math.abs(skewMs) <= MOST_SKEW_MS
      ? ok('clock', `The store's clock differs ${seconds} s from this machine's.`)
      : warn(
          'clock',
          `The store's clock differs ${seconds} s from this machine's.`,
          'Let both set their clocks by NTP.',
        ),
  ]
}

function fileFindings({storeFile, keyFile, mailFolder}: Signs): readonly Finding[] {
  return [
    ...(storeFile === null ? [] : privateFinding('store-file', 'The store', storeFile, '600')),
    ...keyFindings(keyFile, storeFile),
    ...(mailFolder?.exists ? privateFinding('mail-folder', 'The mail folder', mailFolder, '700') : []),
    ...diskFindings([keyFile, mailFolder, storeFile]),
  ]
}

/** Store, key and mail are their owner's alone (design rule 19). */
function privateFinding(
  check: string,
  what: string,
  {path, exists, mode}: FileSigns,
  right: string,
): readonly Finding[] {
  if (!exists || mode === null) return []
  if ((mode & 0o077) === 0) return [ok(check, `${what} is readable by its owner only.`)]
  return [fail(check, `Others on this machine may read ${path}.`, `chmod ${right} ${path}`)]
}

function keyFindings(key: FileSigns, store: FileSigns | null): readonly Finding[] {
  if (!key.exists)
    return [
      fail(
        'key',
        `There is no key at ${key.path}, so nothing can be sealed.`,
        'Put it back from where you keep it, or make the first one with: ontrac init',
      ),
    ]
  const folderOf = (path: string): string => path.replace(/[/\\][^/\\]*$/, '')
  const together = store !== null && folderOf(store.path) === folderOf(key.path)
  const apart = together
    ? warn(
        'key-apart',
        'The key lies beside the store: who takes the one has the other.',
        'Move it, and name its place with the setting keyFile.',
      )
    : ok('key-apart', 'The key is kept apart from the store.')
  return [...privateFinding('key', 'The key', key, '600'), apart]
}

function diskFindings(files: readonly (FileSigns | null)[]): readonly Finding[] {
  const free = files.flatMap((file) => file?.freeMb ?? [])
  if (free.length === 0) return []
  const least = Math.min(...free)
  if (least < TOO_LITTLE_MB) return [fail('disk', `${least} MB left on the disk.`, 'Make room before going on.')]
  if (least < LITTLE_MB) return [warn('disk', `${least} MB left on the disk.`, 'Make room.')]
  return [ok('disk', `${Math.floor(least / 1024)} GB left on the disk.`)]
}

function workFindings(now: Instant, health: StoreHealth): readonly Finding[] {
  const {jobsGivenUp, parkedLanes, mailsFailed, unsealedSince, unsealed, overdueSince, runsUnfinished} = health
  const late = (since: Instant | null): boolean => since !== null && minutesBetween(since, now) >= LATE_MINUTES
  const none = (check: string, count: number, what: string, remedy: string): Finding =>
    count === 0 ? ok(check, `No ${what}.`) : warn(check, `${count} ${what}.`, remedy)
  return [
    late(overdueSince)
      ? warn(
          'tick',
          `Work has been due since ${overdueSince}.`,
          'Let "ontrac tick" run every few minutes, and look at what it says.',
        )
      : ok('tick', 'What is due is done in time.'),
    late(unsealedSince)
      ? warn('sealing', `${unsealed} entries of the audit trail wait for a seal since ${unsealedSince}.`, 'ontrac tick')
      : ok('sealing', 'The audit trail is sealed in time.'),
    none('jobs', jobsGivenUp, 'jobs given up in the last 30 days', 'Look at the last error with: ontrac doctor --json'),
    none('lanes', parkedLanes, 'parked lanes of messages', 'ontrac oke status'),
    none('mail', mailsFailed, 'mails that did not arrive', 'ontrac mail list --state refused'),
    none('runs', runsUnfinished, 'changes begun and not finished', 'Ask for the same again to go on with it.'),
  ]
}
