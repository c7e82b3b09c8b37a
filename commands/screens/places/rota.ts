import {listStaff, type StaffRow} from '../../../src/institution/people/list-staff.ts'
import {listSessions} from '../../../src/planning/sessions/list-sessions.ts'
import type {SessionSheet} from '../../../src/planning/sessions/session-sheet.ts'
import {given} from '../parts/command-words.ts'
import type {DeedChoice, Desk, Item, Screen, Sheet} from '../parts/screen.ts'
import {SCREEN_TITLES} from '../parts/screen-titles.ts'
import {sessionSheet} from '../parts/session-sheet.ts'
import {counted, gridOf, listOf, toned} from '../parts/sheet.ts'
import {say} from '../parts/text.ts'
import {thePeriod, withoutPeriod} from '../parts/the-period.ts'
import {dayText} from '../parts/times.ts'
import {NAMES} from '../parts/words.ts'

/** A duty of somebody in a session. */
type Duty = Readonly<{staff: string; duty: 'lead' | 'invigilator' | 'other'; session: SessionSheet}>

/** Who stands where: staff × days, sessions that lack somebody, and how the work is spread. */
export const rota: Screen = {
  name: 'rota',
  title: SCREEN_TITLES.rota,
  view: 'plan.read',
  async load(desk) {
    const {ctx, speak} = desk
    const crumb = speak(SCREEN_TITLES.rota)
    const period = await thePeriod(desk)
    if (!period) return withoutPeriod(desk, crumb)
    const {code} = period
    const all = await listSessions(ctx, {period: code, limit: 10_000})
    const duties = all.flatMap(dutiesOf)
    const staff = await listStaff(ctx, {limit: 3000})
    const busy = new Set(duties.map((duty) => duty.staff))
    const shown = staff.filter(
      (each) => busy.has(each.staff) || each.roles.some((role) => role === 'lead' || role === 'invigilator'),
    )
    const lacking = all.filter(
      ({lead, invigilators, state}) => (lead === null || invigilators.length === 0) && state !== 'reported',
    )
    return {
      crumb: `${crumb} ${code}`,
      period: code,
      facts: [
        [speak(say('diensten', 'duties')), duties.length],
        [speak(say('zonder leider', 'without a lead')), counted(all.filter(({lead}) => lead === null).length, 'bad')],
        [
          speak(say('zonder surveillant', 'without an invigilator')),
          counted(all.filter(({invigilators}) => invigilators.length === 0).length, 'warn'),
        ],
      ],
      sheets: [
        dayGrid(desk, {staff: shown, duties, period: code}),
        sessionSheet(desk, lacking, {
          title: say('Wie ontbreekt', 'Lacking'),
          words: ['session', 'list', code],
        }),
        spreadSheet(desk, shown, duties, code),
      ],
      deeds: [],
    }
  },
}

function dutiesOf(session: SessionSheet): readonly Duty[] {
  const {lead, invigilators, others} = session
  return [
    ...(lead === null ? [] : [{staff: lead, duty: 'lead' as const, session}]),
    ...invigilators.map((staff) => ({staff, duty: 'invigilator' as const, session})),
    ...others.map(({staff}) => ({staff, duty: 'other' as const, session})),
  ]
}

function dayGrid(
  desk: Desk,
  {staff, duties, period}: Readonly<{staff: readonly StaffRow[]; duties: readonly Duty[]; period: string}>,
): Sheet {
  const days = [...new Set(duties.map(({session}) => session.on))].toSorted()
  const byStaff = Map.groupBy(duties, (duty) => `${duty.staff} ${duty.session.on}`)
  return gridOf(desk, {
    title: say('Per dag', 'By day'),
    corner: NAMES.name,
    across: days.map((on) => dayText(on, desk.reader.language)),
    rows: staff,
    key: (each) => each.staff,
    label: ({staff: code, name}) => `${code} ${name}`,
    square: (each, column) => {
      const own = byStaff.get(`${each.staff} ${days[column] ?? ''}`) ?? []
      return {cell: own.length === 0 ? toned('·', 'dim') : own.map(dutyText).join(' '), item: dutyItem(desk, each, own)}
    },
    empty: say('Nog niemand heeft dienst.', 'Nobody is on duty yet.'),
    words: ['session', 'list', period],
    width: 16,
  })
}

/** `L` leads, `S` invigilates, with the hour. */
function dutyText({duty, session}: Duty): string {
  return `${{lead: 'L', invigilator: 'S', other: 'A'}[duty]}${session.from.slice(0, 2)}`
}

function dutyItem(desk: Desk, {staff, name, email, roles}: StaffRow, own: readonly Duty[]): Item {
  const [first] = own
  const {speak} = desk
  return {
    code: staff,
    open: first ? {screen: 'session', about: [first.session.code]} : null,
    facts: () => [
      [speak(NAMES.name), `${staff} ${name}`],
      ['', email],
      [speak(say('Rollen', 'Roles')), roles.join(' ')],
      ...own.map(
        ({session, duty}) => [session.code, `${session.from}–${session.until} ${speak(DUTIES[duty])}`] as const,
      ),
    ],
    deeds: () =>
      first &&
      first.duty !== 'other' &&
      !desk.reader.readOnly &&
      desk.reader.roles.some((role) => role === 'office' || role === 'planner')
        ? [replaceDeed(desk, first)]
        : [],
  }
}

const DUTIES = {
  lead: say('leidt', 'leads'),
  invigilator: say('surveilleert', 'invigilates'),
  other: say('beoordeelt', 'assesses'),
} as const

/** Somebody falls out: another takes over, in one deed. */
function replaceDeed({speak}: Desk, {staff, duty, session}: Duty): DeedChoice {
  return {
    key: 'v',
    label: speak(say('vervang', 'replace')),
    fields: [{name: 'by', label: speak(say('Door', 'By'))}],
    words: ({by}) => [
      'session',
      'duty',
      session.code,
      ...given(duty === 'lead' ? 'lead' : 'invigilator', by),
      ...(duty === 'lead' ? [] : ['--remove', staff]),
    ],
  }
}

function spreadSheet(desk: Desk, staff: readonly StaffRow[], duties: readonly Duty[], period: string): Sheet {
  const byStaff = Map.groupBy(duties, (duty) => duty.staff)
  const count = (code: string, duty: Duty['duty']): number =>
    (byStaff.get(code) ?? []).filter((each) => each.duty === duty).length
  const minutes = (code: string): number =>
    (byStaff.get(code) ?? []).reduce((sum, {session}) => sum + session.minutes, 0)
  return listOf(desk, {
    title: say('Verdeling', 'Spread'),
    rows: staff.toSorted((a, b) => minutes(b.staff) - minutes(a.staff)),
    key: (each) => each.staff,
    columns: [
      {title: NAMES.code, cell: (each) => each.staff},
      {title: NAMES.name, cell: ({name}) => name, rank: 0},
      {title: say('Leidt', 'Leads'), cell: (each) => counted(count(each.staff, 'lead')), align: 'right'},
      {
        title: say('Surveilleert', 'Invigilates'),
        cell: (each) => counted(count(each.staff, 'invigilator')),
        align: 'right',
      },
      {title: say('Beoordeelt', 'Assesses'), cell: (each) => counted(count(each.staff, 'other')), align: 'right'},
      {title: say('Uren', 'Hours'), cell: (each) => (minutes(each.staff) / 60).toFixed(1), align: 'right', rank: 0},
    ],
    empty: say('Nog niemand heeft dienst.', 'Nobody is on duty yet.'),
    words: ['session', 'list', period],
  })
}
