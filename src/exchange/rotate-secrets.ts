import type {Context} from '../context.ts'
import type {RunId} from '../ids.ts'
import type {Run} from '../operation/records.ts'
import type {Cipher, SecretPlace} from '../ports.ts'
import type {ExchangeStores, SealedText} from './store.ts'

/** Secrets sealed again in one transaction. */
const STEP = 100

/** What a rotation did. */
export type Rotated = Readonly<{run: string | null; key: string; resealed: number; secrets: number}>

/**
 * Seals every secret of the store with the newest key (design rule 23), as a run of small steps: one that was cut off goes on
 * by asking again, and done twice it does nothing the second time. Older keys stay in the key file, for backups.
 *
 * @throws ExamError `secret.unreadable` when a secret cannot be read with the keys at hand; what was done stands
 */
export async function rotateSecrets(ctx: Context<ExchangeStores>, cipher: Cipher): Promise<Rotated> {
  const all = await everySecret(ctx)
  const old = all.filter(({sealed}) => cipher.keyOf(sealed) !== cipher.key)
  const told = {key: cipher.key, secrets: all.length}
  if (old.length === 0) return {...told, run: null, resealed: 0}
  const steps = Array.from({length: Math.ceil(old.length / STEP)}, (_, i) => old.slice(i * STEP, (i + 1) * STEP))
  const run = await openRun(ctx, cipher.key, steps)
  for (const [position, texts] of steps.entries())
    await ctx.write('secret.rotate', {}, async ({runs, exchange}, entry) => {
      for (const {place, sealed} of texts)
        await exchange.reseal(place, sealed, cipher.seal(cipher.open(sealed, place), place))
      await runs.stepDone(run.id, position, null)
      if (position === steps.length - 1) await runs.change(run.id, {state: 'applied', appliedAt: entry.now})
      entry.note({about: ['run', run.id], facts: {code: run.code, step: position, secrets: texts.length}})
    })
  return {...told, run: run.code, resealed: old.length}
}

async function everySecret(ctx: Context<ExchangeStores>): Promise<readonly SealedText[]> {
  const all: SealedText[] = []
  for (let after: SecretPlace | null = null; ;) {
    const from: SecretPlace | null = after
    const page: readonly SealedText[] = await ctx.read('operation.read', ({exchange}) =>
      exchange.sealedTexts(from, STEP),
    )
    all.push(...page)
    const last = page.at(-1)
    if (!last || page.length < STEP) return all
    after = last.place
  }
}

async function openRun(
  ctx: Context<ExchangeStores>,
  key: string,
  steps: readonly (readonly SealedText[])[],
): Promise<Run> {
  return ctx.write('secret.rotate', {}, async ({runs}, entry) => {
    await runs.changeAll({kind: 'secret.rotate', state: 'applying'}, {state: 'withdrawn'})
    const run: Run = {
      id: ctx.ids.next<RunId>(),
      code: ctx.ids.code(6),
      kind: 'secret.rotate',
      state: 'applying',
      basedOn: {key},
      summary: {secrets: steps.flat().length},
      options: {},
      steps: steps.length,
      nextStep: 0,
      createdBy: entry.person,
      createdAt: entry.now,
      appliedAt: null,
      undoneAt: null,
      version: 1,
    }
    await runs.add([run])
    await runs.addSteps(
      run.id,
      steps.map((texts) => texts.map(({place}) => ({...place}))),
    )
    entry.note({about: ['run', run.id], facts: {code: run.code, secrets: steps.flat().length}})
    return run
  })
}
