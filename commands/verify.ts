import {Flags} from '@oclif/core'
import {ExamError} from '../src/errors.ts'
import {type Finding, verifyStore} from '../src/verify/verify-store.ts'
import {command} from './lib/command.ts'
import type {Out} from './lib/out.ts'

export default command({
  summary: 'Check the promises of the whole store: nothing overbooked, nothing twice, nothing changed.',
  description:
    'Looks at everything in one snapshot and changes nothing. Ends with exit code 4 when a promise is broken, with the rows that break it.',
  examples: ['', '--all', '--json'],
  flags: {all: Flags.boolean({summary: 'Show the promises that are kept too.'})},
  async run({out, wire}) {
    const key = await wire.auditKey()
    const answer = await verifyStore(await wire.context(), {key, onCheck: (sentence) => out.progress(sentence)})
    out.progress('')
    return answer
  },
  show({ok, findings}, out, {all}) {
    if (all || !ok) showFindings(findings, all, out)
    if (ok) out.line(`All ${findings.length} promises are kept.`)
  },
  failed({ok, findings}) {
    if (ok) return undefined
    const broken = findings.filter((finding) => !finding.ok)
    const reasons = broken.map(({check, sentence}) => ({code: `verify.${check}`, message: sentence}))
    const message = `${broken.length} of ${findings.length} promises are broken; keep a copy of the store before anything else.`
    return new ExamError('refused', 'verify.broken', message, {broken: reasons, findings})
  },
})

function showFindings(findings: readonly Finding[], all: boolean, out: Out): void {
  for (const {sentence, ok, violations, more} of findings) {
    if (ok && !all) continue
    out.line(`${ok ? '✓' : '✗'} ${sentence}`)
    for (const violation of violations.slice(0, 10)) {
      const said = Object.entries(violation).map(([name, value]) => `${name} ${value ?? '–'}`)
      out.line(`    ${said.join(', ')}`)
    }
    if (violations.length > 10)
      out.line(`    and ${more ? 'more than ' : ''}${violations.length - 10} more; see --json`)
  }
}
