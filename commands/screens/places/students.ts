import {listStudents, type StudentRow} from '../../../src/institution/people/list-students.ts'
import {inPages} from '../parts/pieces.ts'
import type {Screen} from '../parts/screen.ts'
import {SCREEN_TITLES} from '../parts/screen-titles.ts'
import {listOf} from '../parts/sheet.ts'
import {say} from '../parts/text.ts'
import {NAMES} from '../parts/words.ts'

/** All students by name; the filter looks in the whole school. */
export const students: Screen = {
  name: 'students',
  title: SCREEN_TITLES.students,
  view: 'people.read',
  searches: true,
  async load(desk) {
    const {ctx, speak, about, search, wanted} = desk
    const looked = [about.join(' '), search].filter(Boolean).join(' ')
    const rows = await inPages<StudentRow>(wanted, (last, limit) =>
      listStudents(ctx, {search: looked, limit, after: last?.student}),
    )
    return {
      crumb: [speak(SCREEN_TITLES.students), ...about].join(' '),
      facts: [],
      sheets: [
        listOf(desk, {
          title: SCREEN_TITLES.students,
          rows,
          key: ({student}) => student,
          columns: [
            {title: NAMES.student, cell: ({student}) => student},
            {title: NAMES.name, cell: ({name}) => name, rank: 0, most: 34},
            {title: say('Groepen', 'Groups'), cell: ({groups}) => groups.join(' '), rank: 2},
            {title: say('Opleidingen', 'Programmes'), cell: ({programmes}) => programmes.join(' '), rank: 3},
            {title: say('E-mail', 'E-mail'), cell: ({email}) => email, rank: 4, most: 40},
          ],
          open: ({student}) => ({screen: 'student', about: [student]}),
          empty: say(
            'Geen studenten. Lees ze in op het scherm :setup.',
            'No students. Import them on the screen :setup.',
          ),
          words: ['student', 'list', ...(looked === '' ? [] : ['--search', looked])],
          more: rows.length >= wanted,
        }),
      ],
      deeds: [],
    }
  },
}
