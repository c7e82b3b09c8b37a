import {adminPeople} from './pages/admin/people.tsx'
import {adminSessions} from './pages/admin/sessions.tsx'
import {adminTokens} from './pages/admin/tokens.tsx'
import {assessorSession} from './pages/assessor/session.tsx'
import {assessorSessions} from './pages/assessor/sessions.tsx'
import {calendarPages} from './pages/everyone/calendar.tsx'
import {doors} from './pages/everyone/doors.ts'
import {myTasks} from './pages/everyone/tasks.tsx'
import {dutyPass} from './pages/sign-in/duty.tsx'
import {decisions} from './pages/duty/decide.tsx'
import {dutyList} from './pages/duty/duties.tsx'
import {leadDeeds} from './pages/duty/lead-deeds.ts'
import {dutySession} from './pages/duty/session.tsx'
import {signing} from './pages/duty/sign.tsx'
import {BOARD_PAGES} from './pages/board/routes.ts'
import {OFFICE_PAGES} from './pages/office/routes.ts'
import {sessionSheetPages} from './pages/duty/sheet.tsx'
import {examStart} from './pages/start/start.tsx'
import {secondStep} from './pages/sign-in/second-step.tsx'
import {signIn} from './pages/sign-in/sign-in.tsx'
import {studentHome} from './pages/student/home.tsx'
import {studentAbsence} from './pages/student/absence.tsx'
import {studentDossier} from './pages/student/dossier.tsx'
import {studentMoments} from './pages/student/moments.tsx'
import {studentRegistrationPages} from './pages/student/registrations.tsx'
import {studentResults} from './pages/student/results.tsx'
import {teacherGroups} from './pages/teacher/groups.tsx'
import {teacherMoments} from './pages/teacher/moments.tsx'
import {teacherRegisterGroup} from './pages/teacher/register-group.tsx'
import {teacherRequests} from './pages/teacher/requests.tsx'
import {teacherResults} from './pages/teacher/results.tsx'
import {teacherRooms} from './pages/teacher/rooms.tsx'
import {teacherSession} from './pages/teacher/session.tsx'
import {teacherSessions} from './pages/teacher/sessions.tsx'
import {teacherStudent} from './pages/teacher/student.tsx'
import type {Route} from './route.ts'

/** Every page, fragment and deed that is served; a test walks them as each role against another's objects. */
export const ROUTES: readonly Route[] = [
  ...doors,
  ...signIn,
  ...secondStep,
  ...dutyPass,
  ...myTasks,
  ...calendarPages,
  ...studentHome,
  ...studentMoments,
  ...studentRegistrationPages,
  ...studentResults,
  ...studentAbsence,
  ...studentDossier,
  ...teacherGroups,
  ...teacherRequests,
  ...teacherRegisterGroup,
  ...teacherStudent,
  ...teacherMoments,
  ...teacherResults,
  ...teacherSessions,
  ...teacherSession,
  ...teacherRooms,
  ...assessorSessions,
  ...assessorSession,
  ...dutyList,
  ...dutySession,
  ...leadDeeds,
  ...decisions,
  ...signing,
  ...sessionSheetPages,
  ...examStart,
  ...OFFICE_PAGES,
  ...BOARD_PAGES,
  ...adminPeople,
  ...adminSessions,
  ...adminTokens,
]
