import {Flags} from '@oclif/core'
import {ExamError} from '../../../src/errors.ts'
import {IMPORT_KINDS} from '../../../src/imports/import-kind.ts'
import {saveProfile} from '../../../src/imports/save-profile.ts'
import {command} from '../../lib/command.ts'
import {codeArg} from '../../lib/flags.ts'

export default command({
  summary: 'Save how the columns of your file are called, to import it as it is.',
  examples: [
    'osiris --kind students --map studentnummer=Stamnr --map klas="Groep code"',
    'toa --kind results --map studentnummer=USERNAME --map score=Cijfer',
  ],
  args: {profile: codeArg('profile')},
  flags: {
    kind: Flags.option({options: IMPORT_KINDS, summary: 'What the file holds.', required: true})(),
    map: Flags.string({
      summary: "What a column holds: its usual name, =, your column's name; may be given more than once.",
      multiple: true,
      required: true,
    }),
  },
  async run({args, flags, wire}) {
    return saveProfile(await wire.context(), {
      code: args.profile,
      kind: flags.kind,
      mapping: Object.fromEntries(flags.map.map(pairOf)),
    })
  },
  show({code, kind, mapping}, out) {
    out.line(`Saved profile ${code} for ${kind}, with ${Object.keys(mapping).length} columns.`)
    out.hint(`Next: ontrac import ${kind} FILE --profile ${code}`)
  },
})

function pairOf(text: string): readonly [field: string, column: string] {
  const at = text.indexOf('=')
  if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)]
  throw new ExamError('invalid', 'import.map', `"${text}" maps nothing; write it as studentnummer=Stamnr.`)
}
