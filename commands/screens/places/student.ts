import {type AbsenceLine, listAbsences} from '../../../src/delivery/absences/list-absences.ts'
import {showDossier} from '../../../src/archive/show-dossier.ts'
import {listEnrolments} from '../../../src/enrolment/list-enrolments.ts'
import {showStudent, type StudentView} from '../../../src/institution/people/show-student.ts'
import {listMail} from '../../../src/operation/list-mail.ts'
import {listRegistrations} from '../../../src/registration/list-registrations.ts'
import {listResits} from '../../../src/results/list-resits.ts'
import {listResults} from '../../../src/results/list-results.ts'
import {enrolmentSheet} from '../parts/enrolment-sheet.ts'
import {mailSheet} from '../parts/mail-sheet.ts'
import {ifAllowed} from '../parts/pieces.ts'
import {registrationSheet} from './registrations.ts'
import {resitSheet} from '../parts/resit-sheet.ts'
import {resultSheet} from '../parts/result-sheet.ts'
import type {Desk, Fact, Page, Screen, Sheet} from '../parts/screen.ts'
import {SCREEN_TITLES} from '../parts/screen-titles.ts'
import {choicesOf, listOf} from '../parts/sheet.ts'
import {STUDENT_DEEDS} from '../deeds/student-deeds.ts'
import {say} from '../parts/text.ts'
import {thePeriod} from '../parts/the-period.ts'
import {NAMES, stateCell, yesNo} from '../parts/words.ts'

/** The counter's view: everything about one student, and every deed from there. */
export const student: Screen = {
  name: 'student',
  title: SCREEN_TITLES.student,
  view: 'people.read',
  async load(desk): Promise<Page> {
    const {ctx, about, reader} = desk
    const who = await showStudent(ctx, about[0] ?? '')
    const number = who.student
    const period = (await thePeriod({ctx, reader, about: []}))?.code ?? ''
    const of = {student: number}
    const sheets = [
      registrationSheet(desk, await listRegistrations(ctx, of), ['registration', 'list', '--student', number]),
      enrolmentSheet(desk, await listEnrolments(ctx, {...of, ended: true}), ['enrolment', 'list', '--student', number]),
      resultSheet(desk, await listResults(ctx, of), {
        title: say('Uitslagen', 'Results'),
        words: ['result', 'list', '--student', number],
      }),
      needSheet(desk, who),
      absenceSheet(desk, await listAbsences(ctx, of), number),
      resitSheet(desk, await listResits(ctx, of), ['resit', 'list', '--student', number]),
      caseSheet(desk, await casesOf(desk, number), number),
      mailSheet(desk, await ifAllowed(listMail(ctx, {person: number})), {
        title: say('Post', 'Mail'),
        words: ['mail', 'list', '--person', number],
      }),
    ]
    return {
      crumb: `${number} ${who.name}`,
      facts: factsOf(desk, who),
      sheets,
      deeds: choicesOf(desk, STUDENT_DEEDS, {number, period}),
    }
  },
}

function factsOf({speak}: Desk, who: StudentView): readonly Fact[] {
  const weekdays = speak(say('ma di wo do vr za zo', 'Mon Tue Wed Thu Fri Sat Sun')).split(' ')
  return [
    [speak(say('Naam op ID', 'Name on ID')), who.idCheckName || who.name],
    [speak(say('Groepen', 'Groups')), who.groups.join(' ') || '–'],
    [
      speak(say('Opleiding', 'Programme')),
      who.programmes.map(({code, route}) => `${code} (${route})`).join(', ') || '–',
    ],
    [speak(say('Op school', 'At school')), who.schoolDays.map((day) => weekdays[day - 1]).join(' ')],
    [speak(say('Werkgever', 'Employer')), who.programmes.map(({employer}) => employer).find(Boolean) ?? '–'],
    ['', who.email],
  ]
}

function needSheet(desk: Desk, {student: number, needs}: StudentView): Sheet {
  const basis = {percent: '%', minutes: 'min', unlimited: '∞', aid: ''}
  return listOf(desk, {
    title: say('Voorzieningen', 'Needs'),
    rows: needs,
    key: ({code, scope}) => `${code} ${scope}`,
    columns: [
      {title: say('Voorziening', 'Need'), cell: ({code}) => code},
      {
        title: NAMES.extra,
        cell: (need) =>
          need.basis === 'aid' ? null : `${need.basis === 'unlimited' ? '' : need.value} ${basis[need.basis]}`,
      },
      {title: say('Voor', 'For'), cell: ({scope}) => scope},
      {title: NAMES.from, cell: ({from}) => from},
      {title: NAMES.until, cell: ({to}) => to},
    ],
    deeds: [
      {
        key: 'd',
        label: say('beëindig', 'end'),
        deed: 'student.change',
        words: ({code}) => ['student', 'need-end', number, code],
      },
    ],
    empty: say('Geen voorzieningen.', 'No personal needs.'),
    words: ['student', 'show', number],
  })
}

function absenceSheet(desk: Desk, rows: readonly AbsenceLine[], number: string): Sheet {
  const {speak} = desk
  return listOf(desk, {
    title: say('Absenties', 'Absences'),
    rows,
    key: ({id}) => id,
    code: ({exam}) => exam,
    columns: [
      {title: NAMES.exam, cell: ({exam}) => exam},
      {title: NAMES.session, cell: ({session}) => session},
      {title: NAMES.reason, cell: ({reason}) => stateCell(speak, 'absence', reason)},
      {title: say('Bewijs', 'Proof'), cell: ({proofSeen}) => yesNo(speak, proofSeen)},
      {title: say('Oordeel', 'Judged'), cell: ({verdict}) => stateCell(speak, 'absence', verdict)},
    ],
    empty: say('Nooit afwezig gemeld.', 'Never reported absent.'),
    words: ['absence', 'list', '--student', number],
  })
}

type CaseOf = Awaited<ReturnType<typeof casesOf>>[number]

async function casesOf({ctx}: Desk, number: string) {
  return ifAllowed(showDossier(ctx, {student: number}).then(({cases}) => cases))
}

function caseSheet(desk: Desk, rows: readonly CaseOf[], number: string): Sheet {
  const {speak} = desk
  return listOf(desk, {
    title: say('Zaken', 'Cases'),
    rows,
    key: ({case: code}) => code,
    columns: [
      {title: NAMES.code, cell: ({case: code}) => code},
      {title: NAMES.kind, cell: ({kind}) => stateCell(speak, 'caseKind', kind)},
      {title: NAMES.state, cell: ({state}) => stateCell(speak, 'case', state)},
    ],
    open: ({case: code}) => ({screen: 'case', about: [code]}),
    empty: say('Geen zaken.', 'No cases.'),
    words: ['dossier', 'show', number],
  })
}
