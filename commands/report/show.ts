import {Flags} from '@oclif/core'
import {showReport} from '../../src/delivery/reports/show-report.ts'
import type {Json} from '../../src/json.ts'
import {timeOf} from '../../src/time.ts'
import {command} from '../lib/command.ts'
import {sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Show the report of a session.',
  examples: ['1130-B104-0900', '1130-B104-0900 --facts'],
  args: {session: sessionArg()},
  flags: {facts: Flags.boolean({summary: 'Also everything that was recorded, in order of receipt.'})},
  run: async ({args, flags, wire}) => ({
    ...(await showReport(await wire.context(), {session: args.session})),
    showFacts: flags.facts,
  }),
  show(report, out) {
    const time = (at: Parameters<typeof timeOf>[0] | null): string => (at === null ? '' : timeOf(at, report.zone))
    out.title(`${report.session}: ${report.state}${report.phase === 'paused' ? ', paused' : ''}`)
    out.table(
      [
        'Seat',
        'Student',
        'Name',
        'Exam',
        'Attendance',
        'Arrived',
        'Late',
        'ID',
        'Extra',
        'Incident',
        'Ends',
        'Handed in',
      ],
      report.candidates.map((each) => [
        each.seat,
        each.student,
        each.name,
        each.exam,
        each.admitted ? each.attendance : `${each.attendance}, not admitted`,
        time(each.arrivedAt),
        each.lateMinutes || null,
        each.idChecked,
        each.extraMinutes || null,
        each.incidentMinutes || null,
        time(each.endsAt),
        time(each.handedInAt),
      ]),
    )
    if (report.walkIns.length > 0) {
      out.title('Without a seat')
      out.table(
        ['Student', 'Name', 'Exam', 'Let in', 'At', 'Remark', 'Settled'],
        report.walkIns.map((each) => [
          each.student,
          each.name,
          each.exam,
          each.admitted,
          time(each.at),
          each.remark,
          each.settled,
        ]),
      )
    }
    if (report.showFacts)
      out.table(
        ['No', 'At', 'By', 'What', 'Student', 'Exam', 'Detail'],
        report.facts.map((fact) => [
          fact.number,
          time(fact.receivedAt),
          fact.by,
          fact.addendum ? `${fact.kind} (addendum)` : fact.kind,
          fact.student,
          fact.exam,
          detailInWords(fact.detail),
        ]),
      )
    for (const {name, role, signedAt, digest} of report.signatures)
      out.line(`Signed by ${name} (${role}) at ${time(signedAt)} over ${digest.slice(0, 12)}`)
    if (report.closedAt !== null) out.line(`Closed at ${time(report.closedAt)}.`)
    if (!report.intact) out.warn('What the report says is not what was signed.')
  },
})

/** What a fact says, without what it leaves open. */
function detailInWords(detail: Json): string {
  return Object.entries(detail as Readonly<Record<string, Json>>)
    .map(([name, value]) => [name, words(value)] as const)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => (name === 'text' ? value : `${name} ${value}`))
    .join(', ')
}

function words(value: Json): string {
  if (value === null) return ''
  if (Array.isArray(value)) return value.map(words).join(' ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
