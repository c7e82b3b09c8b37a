import {listSession, type SessionList} from '../../src/delivery/lists/list-session.ts'
import type {ListKind} from '../../src/delivery/lists/list-titles.ts'
import {command} from './command.ts'
import {outputFlag, sessionArg} from './flags.ts'
import type {Out} from './out.ts'

/** Makes the command that shows one of a session's lists, or writes it as a CSV file in the school's language. */
export function sessionListCommand(
  kind: ListKind,
  {summary, examples}: Readonly<{summary: string; examples: readonly string[]}>,
) {
  return command({
    summary,
    examples,
    args: {session: sessionArg()},
    flags: {output: outputFlag()},
    async run({args, flags, wire}) {
      const list = await listSession(await wire.context(), {session: args.session, kind})
      if (flags.output === undefined) return {...list, file: null}
      const {csv} = await wire.tables()
      await wire.files.write(
        flags.output,
        csv(
          list.titles,
          list.rows.map((row) => list.columns.map((column) => row[column] ?? '')),
        ),
        {overwrite: true},
      )
      return {...list, file: flags.output}
    },
    show,
  })
}

function show(list: SessionList & Readonly<{file: string | null}>, out: Out): void {
  const version = list.version === 0 ? 'not fixed yet' : `version ${list.version}`
  if (list.file === null) {
    out.title(`${list.session}, ${version}`)
    out.table(
      list.titles,
      list.rows.map((row) => list.columns.map((column) => row[column] ?? '')),
      'Nobody.',
    )
  } else out.line(`Wrote ${list.rows.length} rows of ${list.session} (${version}) to ${list.file}.`)
  if (list.pendingChanges > 0)
    out.warn(`${list.pendingChanges} changes since; take them in with: ontrac session finalise ${list.session}`)
}
