import {buildArchive} from '../../src/archive/build-archive.ts'
import {sealAudit} from '../../src/operation/seal-audit.ts'
import {command} from '../lib/command.ts'
import {outputFlag, periodArg} from '../lib/flags.ts'

export default command({
  summary: 'Build the archive of a closed period in a folder.',
  description:
    'A dossier per session and student, tables, the audit trail that proves them, and a signed manifest. It can be verified without the store.',
  examples: ['2026-P2 -o /srv/archief/2026-P2', '2026-P2 -o archief-2026-P2 --json'],
  args: {period: periodArg()},
  flags: {output: outputFlag()},
  async run({args, flags, out, wire}) {
    const folder = flags.output ?? (await out.ask('The folder to write', 'output'))
    const signer = await wire.signer()
    const ctx = await wire.context()
    await sealAudit(await wire.systemContext(), signer)
    const progress = (students: number) => out.progress(`${students} students`)
    const tools = {files: wire.files, tables: await wire.tables(), signer, progress}
    return buildArchive(ctx, {period: args.period, folder}, tools)
  },
  show({archive, folder, files, students, sessions, digest, period}, out) {
    out.line(`Archive ${archive} in ${folder}: ${sessions} sessions, ${students} students, ${files} files.`)
    out.line(`Digest ${digest}`)
    out.hint(`Next: ontrac archive verify ${folder}, then: ontrac period archive ${period}`)
  },
})
