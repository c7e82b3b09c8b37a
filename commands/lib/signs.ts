import {ExamError} from '../../src/errors.ts'
import type {FileSigns, Signs} from '../../src/operation/doctor.ts'
import type {StoreHealth} from '../../src/operation/store.ts'
import type {Instant} from '../../src/time.ts'

/** Where to look, and how. */
export type SignsFrom = Readonly<{
  now: Instant
  node: string
  threads: number
  storeUrl: string
  keyFile: string
  mailFolder: string | null
  lookAt: (path: string) => Promise<FileSigns>
  status: () => Promise<NonNullable<Signs['store']>>
  skew: () => Promise<number | null>
  health: () => Promise<StoreHealth>
}>

/** Looks at an installation as far as it can be looked at; never throws for what does not work. */
export async function gatherSigns(from: SignsFrom): Promise<Signs> {
  const {now, node, threads, storeUrl, keyFile, mailFolder, lookAt} = from
  const file = storeUrl.startsWith('sqlite:') ? storeUrl.slice('sqlite:'.length) : null
  const files = {
    storeFile: file === null ? null : await lookAt(file),
    keyFile: await lookAt(keyFile),
    mailFolder: mailFolder === null ? null : await lookAt(mailFolder),
  }
  const machine = {now, node, threads, ...files}
  try {
    const store = await from.status()
    const current = store.pending.length === 0 && store.unknown.length === 0
    const health = current ? await from.health() : null
    return {...machine, storeError: null, store, skewMs: await from.skew(), health}
  } catch (error) {
    if (!(error instanceof ExamError)) throw error
    return {...machine, storeError: error.message, store: null, skewMs: null, health: null}
  }
}
