import {missingRegistrations} from '../../../src/registration/missing-registrations.ts'
import type {RowDeed, Screen} from '../parts/screen.ts'
import {SCREEN_TITLES} from '../parts/screen-titles.ts'
import {choicesOf, listOf} from '../parts/sheet.ts'
import {say} from '../parts/text.ts'
import {thePeriod} from '../parts/the-period.ts'
import {NAMES} from '../parts/words.ts'

/** Who may still be registered: `missing exam NE-3F-CE`, `missing group 2B-VZ`. */
export const missing: Screen = {
  name: 'missing',
  title: SCREEN_TITLES.missing,
  view: 'registration.read',
  async load(desk) {
    const {ctx, speak, about, reader} = desk
    const [kind = 'group', code = ''] = about
    const rows = await missingRegistrations(ctx, {[kind === 'exam' ? 'exam' : 'group']: code})
    const period = (await thePeriod({ctx, reader, about: []}))?.code ?? ''
    return {
      crumb: `${speak(SCREEN_TITLES.missing)} ${code}`,
      facts: [[speak(NAMES.students), rows.length]],
      sheets: [
        listOf(desk, {
          title: SCREEN_TITLES.missing,
          rows,
          key: ({student, exam}) => `${student} ${exam}`,
          code: ({student}) => student,
          columns: [
            {title: NAMES.student, cell: ({student}) => student},
            {title: NAMES.name, cell: ({name}) => name},
            {title: NAMES.exam, cell: ({exam}) => exam, rank: 0},
            {title: say('Opleiding', 'Programme'), cell: ({programme}) => programme, grow: true},
          ],
          open: ({student}) => ({screen: 'student', about: [student]}),
          deeds: [
            {
              key: 'a',
              label: say('meld aan', 'register'),
              deed: 'registration.add',
              words: ({student, exam}) => ['registration', 'add', student, exam, '--period', period],
            },
          ],
          empty: say('Iedereen die mag, is aangemeld.', 'Everybody who may be is registered.'),
          words: ['registration', 'missing', `--${kind}`, code],
        }),
      ],
      deeds: kind === 'group' ? choicesOf(desk, STATEMENT, code) : [],
    }
  },
}

const STATEMENT: readonly RowDeed<string>[] = [
  {
    key: 'o',
    label: say('stuur overzicht', 'send statement'),
    deed: 'registration.send-statement',
    fields: () => [{name: 'period', label: NAMES.period}],
    words: (group, {period = ''}) => ['registration', 'statement', period, '--group', group],
  },
]
