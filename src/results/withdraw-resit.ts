import type {Context} from '../context.ts'
import {refuse} from '../errors.ts'
import {type ResitText, resitTexts} from './resit-text.ts'
import type {ResultStores} from './store.ts'

/**
 * Takes a request for a resit back while it is not decided, or waits for the SIS. One that was granted is a registration, and is
 * withdrawn as such.
 *
 * @throws ExamError `resit.not-found`; `resit.refused` with `resit.decided-already`
 */
export async function withdrawResit(
  ctx: Context<ResultStores>,
  {resit: key, reason}: Readonly<{resit: string; reason?: string | undefined}>,
): Promise<ResitText> {
  const personId = await ctx.read('resit.read', async ({resits}) => (await resits.get(key)).personId)
  return ctx.write('resit.withdraw', {lock: {person: [personId]}}, async (stores, entry) => {
    const {id, code, state} = await stores.resits.get(key)
    if (state !== 'asked' && state !== 'waits-for-sis') throw decided(code, state)
    await stores.resits.change(id, {state: 'withdrawn', decidedBy: entry.person, decidedAt: entry.now})
    entry.note({about: ['resit', id], for: personId, facts: {code}, ...(reason ? {text: reason} : {})})
    const [text] = await resitTexts(stores, [id])
    if (!text) throw decided(code, state)
    return text
  })
}

function decided(code: string, state: string): Error {
  const next = state === 'granted' ? ' Withdraw its registration with: ontrac registration withdraw' : ''
  const message = `Resit ${code} is ${state} and cannot be taken back.${next}`
  return refuse('resit', [{code: 'resit.decided-already', message, details: {resit: code, state}}])
}
