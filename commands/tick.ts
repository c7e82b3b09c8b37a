import {ExamError} from '../src/errors.ts'
import {type Tick, tick} from '../src/lifecycle/tick.ts'
import {command} from './lib/command.ts'
import type {Out} from './lib/out.ts'

export default command({
  summary: 'Do what is due: timed steps, jobs, offers, reminders, other systems, mail and the audit seal.',
  description:
    'Run it every few minutes, by cron or a timer; twice, or on two machines at once, does no harm. Exits with 6 when something could not be done; it is tried again the next time.',
  examples: ['', '--json'],
  run: async ({wire}) =>
    tick(await wire.systemContext(), {post: wire.post, signer: wire.signer, exchange: wire.exchange}),
  show,
  failed(done) {
    if (done.complete) return undefined
    const stuck = done.steps
      .filter(({failed, counts}) => failed !== null || counts['postponed'] || counts['givenUp'])
      .map(({name}) => name)
    const message = `Not all that was due could be done: ${stuck.join(', ')}. It is tried again the next time.`
    return new ExamError('unavailable', 'tick.incomplete', message, {...done})
  },
})

function show({steps, unfinishedRuns}: Tick, out: Out): void {
  out.table(
    ['What', 'Done', 'Failed'],
    steps.map(({name, counts, failed}) => [name, inWords(counts), failed === null ? null : failed.message]),
  )
  if (unfinishedRuns.length > 0)
    out.warn(`Begun and not finished: ${unfinishedRuns.join(', ')}. Ask for the same again to go on with it.`)
}

function inWords(counts: Readonly<Record<string, number>>): string {
  const some = Object.entries(counts).filter(([, count]) => count > 0)
  return some.length === 0 ? 'nothing' : some.map(([what, count]) => `${count} ${what}`).join(', ')
}
