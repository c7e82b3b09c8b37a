import {archive} from './archive.ts'
import {audit} from './audit.ts'
import {examCase} from './case.ts'
import {day} from './day.ts'
import {decisions} from './decisions.ts'
import {enrolment} from './enrolment.ts'
import {home} from './home.ts'
import {missing} from './missing.ts'
import {orals} from './orals.ts'
import {outbox} from './outbox.ts'
import {period} from './period.ts'
import {planShow} from './plan-show.ts'
import {plan} from './plan.ts'
import {plans} from './plans.ts'
import {registration} from './registration.ts'
import {registrations} from './registrations.ts'
import {result} from './result.ts'
import {results} from './results.ts'
import {rota} from './rota.ts'
import type {Screen} from './screen.ts'
import {session} from './session.ts'
import {sessions} from './sessions.ts'
import {setup} from './setup.ts'
import {student} from './student.ts'
import {students} from './students.ts'
import {tasks} from './tasks.ts'

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
