import type {Role} from '../src/deeds.ts'
import type {Language} from '../src/letters/letter.ts'
import {ASSESSOR} from '../src/texts/assessor.ts'
import {CALENDAR} from '../src/texts/calendar.ts'
import {DOSSIER} from '../src/texts/dossier.ts'
import {ADMIN_PEOPLE} from '../src/texts/admin-people.ts'
import {BOARD} from '../src/texts/board.ts'
import {SHELL} from '../src/texts/shell.ts'
import {STUDENT_REGISTRATIONS} from '../src/texts/student-registrations.ts'
import {STUDENT_RESULTS} from '../src/texts/student-results.ts'
import {TEACHER_PLANNING} from '../src/texts/teacher-planning.ts'
import {TEACHER} from '../src/texts/teacher.ts'

/** An entry of the menu at the top, for whoever holds one of these roles. */
type Entry = Readonly<{path: string; roles: readonly Role[]; text: (language: Language) => string}>

const STAFF: readonly Role[] = [
  'teacher',
  'planner',
  'office',
  'invigilator',
  'lead',
  'assessor',
  'functionary',
  'board',
  'admin',
  'inspector',
]

/** The menu, the first entry of a person being his start page. */
const ENTRIES: readonly Entry[] = [
  {path: '/student', roles: ['student'], text: (language) => SHELL[language].home},
  {path: '/student/registrations', roles: ['student'], text: (language) => STUDENT_REGISTRATIONS[language].title},
  {path: '/student/results', roles: ['student'], text: (language) => STUDENT_RESULTS[language].title},
  {path: '/student/dossier', roles: ['student'], text: (language) => DOSSIER[language].title},
  {path: '/duties', roles: ['lead', 'invigilator'], text: (language) => SHELL[language].duties},
  {path: '/calendar', roles: ['student'], text: (language) => CALENDAR[language].title},
  {path: '/tasks', roles: STAFF, text: (language) => SHELL[language].tasks},
  {path: '/teacher', roles: ['teacher'], text: (language) => TEACHER[language].groups},
  {path: '/teacher/requests', roles: ['teacher'], text: (language) => TEACHER[language].requestsMenu},
  {path: '/teacher/sessions', roles: ['teacher'], text: (language) => TEACHER_PLANNING[language].sessions},
  {path: '/teacher/rooms', roles: ['teacher'], text: (language) => TEACHER_PLANNING[language].rooms},
  {path: '/assessor', roles: ['assessor'], text: (language) => ASSESSOR[language].title},
  {path: '/teacher/requests', roles: ['teacher'], text: (language) => TEACHER[language].requests},
  {path: '/office', roles: ['office'], text: (language) => SHELL[language].office},
  {path: '/office/board', roles: ['office'], text: (language) => SHELL[language].board},
  {path: '/board/cases', roles: ['board', 'functionary'], text: (language) => BOARD[language].cases},
  {path: '/board/results', roles: ['board', 'functionary'], text: (language) => BOARD[language].results},
  {path: '/board/resits', roles: ['board'], text: (language) => BOARD[language].resits},
  {path: '/board/mandates', roles: ['board'], text: (language) => BOARD[language].mandates},
  {path: '/admin/people', roles: ['admin'], text: (language) => ADMIN_PEOPLE[language].title},
  {path: '/admin/tokens', roles: ['admin'], text: (language) => ADMIN_PEOPLE[language].tokens},
  {path: '/admin/sessions', roles: ['admin'], text: (language) => SHELL[language].sessions},
]

/** Entries for one who holds `roles`, in order. */
export function menuFor(roles: readonly Role[]): readonly Entry[] {
  return ENTRIES.filter((entry) => entry.roles.some((role) => roles.includes(role)))
}

/** Where somebody with these roles begins. */
export function startPage(roles: readonly Role[]): string {
  return menuFor(roles)[0]?.path ?? '/tasks'
}
