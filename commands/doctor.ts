import {ExamError} from '../src/errors.ts'
import {diagnose, type Finding} from '../src/operation/doctor.ts'
import {command} from './lib/command.ts'
import type {Out} from './lib/out.ts'

const SIGN = {ok: '✓', warn: '!', fail: '✗'} as const

export default command({
  summary: 'Look whether everything around the store is as it should be.',
  description:
    'Node.js, store and tables, clocks, file permissions, key, disk, and what waits too long; each with what to do. Ends with exit code 6 when something does not work. What is in the store is checked with: ontrac verify',
  examples: ['', '--json'],
  async run({wire}) {
    const signs = await wire.signs()
    return {
      store: wire.storeUrl.replace(/:[^:@/]*@/, ':•••@'),
      findings: diagnose(signs),
      jobErrors: signs.health?.jobErrors ?? [],
    }
  },
  show,
  failed(answer) {
    const failed = answer.findings.filter(({state}) => state === 'fail')
    if (failed.length === 0) return undefined
    const message = failed.map((each) => `${each.message} ${each.remedy ?? ''}`.trim()).join(' ')
    return new ExamError('unavailable', 'doctor.failed', message, answer)
  },
})

function show({findings}: Readonly<{findings: readonly Finding[]}>, out: Out): void {
  for (const {state, message, remedy} of findings) {
    out.line(`${SIGN[state]} ${message}`)
    if (remedy !== null) out.line(`    ${remedy}`)
  }
}
