import {readdir} from 'node:fs/promises'
import {relative, sep} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {verifyArchive} from '../../src/archive/verify-archive.ts'
import {refuseIfAny} from '../../src/errors.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'Verify an archive: its files, its signature and the audit trail in it. Needs no store.',
  description:
    'It is compared with the key that this machine has, or with --key; without either it is checked against the key that it names itself.',
  examples: ['/srv/archief/2026-P2', 'archief-2026-P2 --key MCowBQYDK2VwAyEA…'],
  args: {folder: Args.string({required: true, description: 'The folder of the archive.'})},
  flags: {key: Flags.string({summary: "The school's public key, as ontrac archive build told it."})},
  async run({args, flags, wire}) {
    const known = await wire.auditKey()
    const key = {verify: known.verify, publicKey: flags.key ?? known.publicKey}
    const present = await filesIn(args.folder)
    const verified = await verifyArchive(args.folder, {files: wire.files, hash: wire.hash, key, present})
    refuseIfAny('archive', verified.problems)
    return verified
  },
  show({archive, institution, period, files, students, sessions, seals, sealsInFull, publicKey, knownKey}, out) {
    out.line(`Archive ${archive} of ${institution}, period ${period}, is as it was built.`)
    out.pairs([
      ['files', files],
      ['sessions', sessions],
      ['students', students],
      ['audit seals', `${seals}, of which ${sealsInFull} with all their entries`],
      ['signed by', publicKey],
      ["the school's key", knownKey === null ? 'not compared; give it with --key' : knownKey],
    ])
  },
})

/** The paths of the files in a folder, with slashes; none when it is not there. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const found = await readdir(folder, {recursive: true, withFileTypes: true}).catch(() => [])
  return found
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, `${entry.parentPath}${sep}${entry.name}`).split(sep).join('/'))
}
