import {archive} from './places/archive.ts'
import {audit} from './places/audit.ts'
import {examCase} from './places/case.ts'
import {day} from './places/day.ts'
import {decisions} from './places/decisions.ts'
import {enrolment} from './places/enrolment.ts'
import {home} from './places/home.ts'
import {missing} from './places/missing.ts'
import {orals} from './places/orals.ts'
import {outbox} from './places/outbox.ts'
import {period} from './places/period.ts'
import {planShow} from './places/plan-show.ts'
import {plan} from './places/plan.ts'
import {plans} from './places/plans.ts'
import {registration} from './places/registration.ts'
import {registrations} from './places/registrations.ts'
import {result} from './places/result.ts'
import {results} from './places/results.ts'
import {rota} from './places/rota.ts'
import type {Screen} from './parts/screen.ts'
import {session} from './places/session.ts'
import {sessions} from './places/sessions.ts'
import {setup} from './places/setup.ts'
import {student} from './places/student.ts'
import {students} from './places/students.ts'
import {tasks} from './places/tasks.ts'

/** Every screen, in the order of the season. */
export const SCREENS: readonly Screen[] = [
  home,
  tasks,
  setup,
  period,
  registration,
  registrations,
  missing,
  students,
  student,
  plan,
  plans,
  planShow,
  orals,
  rota,
  sessions,
  enrolment,
  day,
  session,
  results,
  result,
  decisions,
  examCase,
  outbox,
  audit,
  archive,
]
