import {Args} from '@oclif/core'
import {applyRota} from '../../src/planning/rota/apply-rota.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag} from '../lib/flags.ts'

export default command({
  summary: 'Give people the duties of a rota.',
  description:
    'Checks the rota against the school as it is now and refuses when that has changed. People are mailed for sessions that are published. One that was cut off goes on.',
  examples: ['2026-P2', '2026-P2-rota-1 --dry-run'],
  args: {rota: Args.string({required: true, description: 'Code of the rota, or of a period for its newest draft.'})},
  flags: {'dry-run': dryRunFlag()},
  async run({args, flags, wire, out}) {
    const ctx = await wire.context()
    const preview = await applyRota(ctx, {rota: args.rota, dryRun: true})
    if (flags['dry-run']) return preview
    await out.confirm(`Give ${preview.duties.length - preview.unfilled} duties?`)
    const applied = await applyRota(ctx, {rota: preview.code}, (done, of) => out.progress(`Step ${done} of ${of}`))
    out.progress('')
    return applied
  },
  show({code, state, duties, unfilled, period}, out) {
    const given = duties.length - unfilled
    out.line(
      state === 'applied'
        ? `Rota ${code} is applied: ${given} duties.`
        : `Rota ${code} holds, and would give ${given} duties.`,
    )
    if (unfilled > 0) out.warn(`${unfilled} duties have nobody.`)
    if (state === 'applied') out.hint(`Next: ontrac rota show ${period}`)
  },
})
