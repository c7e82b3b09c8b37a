import {listSession} from '../../../src/delivery/lists/list-session.ts'
import {showReport, type ShownReport} from '../../../src/delivery/reports/show-report.ts'
import {ExamError} from '../../../src/errors.ts'
import {listOffers} from '../../../src/enrolment/waiting/list-offers.ts'
import {type SessionDetails, showSession} from '../../../src/planning/sessions/show-session.ts'
import {timeOf} from '../../../src/time.ts'
import {candidateSheet, factSheet} from '../parts/report-sheets.ts'
import {isOnDuty, REPORT_DEEDS, withReason} from '../deeds/report-deeds.ts'
import {ifAllowed} from '../parts/pieces.ts'
import type {Desk, Fact, Screen, Sheet} from '../parts/screen.ts'
import {SCREEN_TITLES} from '../parts/screen-titles.ts'
import {fillCell, SESSION_DEEDS} from '../parts/session-sheet.ts'
import {choicesOf, counted, listOf} from '../parts/sheet.ts'
import {say} from '../parts/text.ts'
import {dayText} from '../parts/times.ts'
import {waitingSheet} from '../parts/waiting-sheet.ts'
import {NAMES, stateCell} from '../parts/words.ts'

/** One session: who is on the list, and its report (proces-verbaal) by keyboard. */
export const session: Screen = {
  name: 'session',
  title: SCREEN_TITLES.session,
  view: 'plan.read',
  async load(desk) {
    const {ctx, speak, about} = desk
    const shown = await showSession(ctx, about[0] ?? '')
    const report = await reportOf(desk, shown.code)
    const reportDeeds = isOnDuty(desk, shown) ? REPORT_DEEDS : withReason(REPORT_DEEDS)
    const waiting = await ifAllowed(listOffers(ctx, {session: shown.code, waiting: true, limit: 500}))
    return {
      crumb: `${speak(SCREEN_TITLES.session)} ${shown.code}`,
      period: shown.period,
      facts: factsOf(desk, shown, report),
      sheets: report
        ? [candidateSheet(desk, report, shown), factSheet(desk, report), signatureSheet(desk, report)]
        : [
            await listSheet(desk, shown.code),
            ...(waiting.length > 0
              ? [waitingSheet(desk, waiting, ['enrolment', 'offers', '--session', shown.code, '--waiting'])]
              : []),
          ],
      deeds: [...choicesOf(desk, reportDeeds, {session: shown, report}), ...choicesOf(desk, SESSION_DEEDS, shown)],
    }
  },
}

/** The report, or null while there is none or for whom it is not. */
async function reportOf({ctx}: Desk, code: string): Promise<ShownReport | null> {
  try {
    return await showReport(ctx, {session: code})
  } catch (error) {
    if (error instanceof ExamError && (error.code === 'report.missing' || error.kind === 'forbidden')) return null
    throw error
  }
}

function factsOf({speak, reader}: Desk, shown: SessionDetails, report: ShownReport | null): readonly Fact[] {
  const places = [shown.room ?? shown.place, shown.location].filter(Boolean).join(', ')
  const staff = [shown.lead ?? '–', ...shown.invigilators].join(' ')
  const head: readonly Fact[] = [
    [speak(NAMES.at), `${dayText(shown.on, reader.language)} ${shown.from}–${shown.until}`],
    [speak(NAMES.place), places],
    [speak(NAMES.exams), shown.exams.join(' ')],
    [speak(say('leider en surveillanten', 'lead and invigilators')), staff],
    [speak(NAMES.state), stateCell(speak, 'session', shown.state)],
    [speak(NAMES.taken), fillCell(shown)],
  ]
  if (!report) return head
  const {attendance, phase, openedAt, closedAt, intact, zone} = report
  return [
    ...head,
    ['', ''],
    [speak(say('Proces-verbaal', 'Report')), stateCell(speak, 'phase', closedAt === null ? phase : 'closed')],
    [speak(say('open sinds', 'open since')), timeOf(openedAt, zone)],
    ...(closedAt === null ? [] : [[speak(say('gesloten', 'closed')), timeOf(closedAt, zone)] as const]),
    ...(intact
      ? []
      : [
          [
            '',
            {
              text: speak(
                say('DE FEITEN ZIJN NIET MEER DIE ONDERTEKEND ZIJN', 'THE FACTS ARE NOT THOSE THAT WERE SIGNED'),
              ),
              tone: 'bad',
            },
          ] as const,
        ]),
    [speak(say('aan het werk', 'at work')), counted(attendance.notFinished ?? 0, 'good')],
    [speak(say('ingeleverd', 'handed in')), counted(attendance.present ?? 0)],
    [speak(say('afwezig', 'absent')), counted(attendance.notPresent ?? 0, 'bad')],
    [speak(say('nog niets', 'nothing yet')), counted(attendance.notKnown ?? 0, 'warn')],
  ]
}

/** Who is on the list before there is a report. */
async function listSheet(desk: Desk, code: string): Promise<Sheet> {
  const list = await listSession(desk.ctx, {session: code, kind: 'participants'})
  return listOf(desk, {
    title:
      list.version === 0
        ? say('Deelnemers', 'Participants')
        : say(`Lijst versie ${list.version}`, `List version ${list.version}`),
    rows: list.rows,
    key: ({student, exam}) => `${student} ${exam}`,
    code: ({student}) => String(student ?? ''),
    columns: list.columns.map((column, i) => ({
      title: say(list.titles[i] ?? column, list.titles[i] ?? column),
      cell: (row: (typeof list.rows)[number]) => row[column] ?? null,
      rank: column === 'student' || column === 'exam' ? 0 : i,
    })),
    open: ({student}) => ({screen: 'student', about: [String(student ?? '')]}),
    empty: say('Nog niemand is ingeschreven.', 'Nobody is enrolled yet.'),
    words: ['delivery', 'participants', code],
  })
}

function signatureSheet(desk: Desk, {signatures, session: code, zone}: ShownReport): Sheet {
  return listOf(desk, {
    title: say('Handtekeningen', 'Signatures'),
    rows: signatures,
    key: ({name, signedAt}) => `${name} ${signedAt}`,
    columns: [
      {title: NAMES.name, cell: ({name}) => name},
      {title: say('Rol', 'Role'), cell: ({role}) => stateCell(desk.speak, 'role', role)},
      {title: NAMES.time, cell: ({signedAt}) => timeOf(signedAt, zone)},
      {title: say('Over', 'Over'), cell: ({digest}) => digest.slice(0, 12)},
    ],
    empty: say('Nog niet ondertekend; w ondertekent.', 'Not signed yet; w signs.'),
    words: ['report', 'show', code],
  })
}
