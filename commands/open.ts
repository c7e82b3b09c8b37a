import {Args, Flags} from '@oclif/core'
import {ExamError} from '../src/errors.ts'
import {command} from './lib/command.ts'

export default command({
  summary: 'Open the screens of the exam office.',
  description:
    'Without words the home screen; else a screen (registration, plan, session, day, results, tasks …) or the code of a period, session, student, exam or case. The same as "ontrac" alone on a terminal. Needs a terminal; each screen names the command that says the same.',
  examples: ['', 'day', '1130-B104-0900', 'plan 2026-P2 --read-only'],
  args: {
    place: Args.string({description: 'A screen with what it is about, or a code.', multiple: true}),
  },
  flags: {
    'read-only': Flags.boolean({summary: 'Only look: no deeds, for a screen on the wall.'}),
    language: Flags.option({options: ['nl', 'en'] as const, summary: 'Language of the screens; default your own.'})(),
    'screen-reader': Flags.boolean({summary: 'Lines for a screen reader instead of tables.'}),
  },
  async run({args, flags, wire, config}) {
    const words = args.place ?? []
    if (!process.stdin.isTTY || !process.stdout.isTTY || flags.json === true) throw noTerminal(words)
    // What is typed while they open is for them, and is not written across them by the terminal.
    process.stdin.setRawMode(true)
    try {
      const {openScreens} = await import('./screens/open-screens.tsx')
      await openScreens({
        inside: {wire, flags},
        config,
        words,
        language: flags.language,
        readOnly: flags['read-only'],
        screenReader: flags['screen-reader'],
      })
    } finally {
      process.stdin.setRawMode(false)
    }
    return {closed: true}
  },
  show: () => undefined,
})

/** The plain command for the screen that was asked for. */
const PLAIN: Readonly<Record<string, string>> = {
  home: 'task list',
  registration: 'demand show PERIOD',
  registrations: 'registration list',
  missing: 'registration missing',
  students: 'student list',
  student: 'student show STUDENT',
  plan: 'session list PERIOD',
  plans: 'plan list',
  session: 'report show SESSION',
  sessions: 'session list',
  orals: 'oral show SESSION',
  rota: 'session list PERIOD',
  enrolment: 'enrolment list --period PERIOD',
  day: 'session list --on DAY',
  results: 'result list --period PERIOD',
  decisions: 'case list',
  case: 'case show CASE',
  tasks: 'task list',
  outbox: 'mail list',
  audit: 'audit list',
  archive: 'archive list',
  setup: 'import list',
  period: 'period show PERIOD',
}

function noTerminal([screen = 'home']: readonly string[]): ExamError {
  const plain = `ontrac ${PLAIN[screen] ?? 'task list'}`
  const message = `Screens need a terminal, and this is none. The plain command is: ${plain}`
  return new ExamError('invalid', 'open.no-terminal', message, {command: plain})
}
