import type {OperationStores} from '../../src/operation/store.ts'
import type {InstitutionStores} from '../../src/institution/store.ts'
import {openTable} from '../table.ts'
import {openDistances} from './distances.ts'
import {openMerging} from './merging.ts'
import {openPeople} from './people.ts'
import type {Opening} from './opening.ts'

/** Opens the memory of the institution phase. */
export function openInstitution(opening: Opening): Omit<InstitutionStores, keyof OperationStores> {
  const {tx, access} = opening
  return {
    institutions: openTable(tx, access, 'institution', {ends: null}),
    locations: openTable(tx, access, 'location', {code: 'code'}),
    distances: openDistances(opening),
    people: openPeople(opening),
    merging: openMerging(opening),
    persons: openTable(tx, access, 'person'),
    students: openTable(tx, access, 'person', {noun: 'student', code: 'studentNumber', only: 'studentNumber'}),
    staff: openTable(tx, access, 'person', {noun: 'staff', code: 'staffCode', only: 'staffCode'}),
    roles: openTable(tx, access, 'personRole', {noun: 'person-role', versioned: false}),
    deputies: openTable(tx, access, 'deputy', {versioned: false}),
    accounts: openTable(tx, access, 'account', {versioned: false}),
    needs: openTable(tx, access, 'need'),
    boards: openTable(tx, access, 'examBoard', {noun: 'board', code: 'code'}),
    boardMembers: openTable(tx, access, 'boardMember', {noun: 'board-member', versioned: false}),
    boardExams: openTable(tx, access, 'boardExam', {noun: 'board-exam', versioned: false}),
    mandates: openTable(tx, access, 'mandate', {ends: null, code: 'code'}),
    programmes: openTable(tx, access, 'programme', {code: 'code'}),
    programmeEnrolments: openTable(tx, access, 'programmeEnrolment', {noun: 'programme-enrolment', ends: 'endedOn'}),
    groups: openTable(tx, access, 'classGroup', {noun: 'group', code: 'code'}),
    groupMembers: openTable(tx, access, 'groupMember', {noun: 'group-member', versioned: false}),
    groupTeachers: openTable(tx, access, 'groupTeacher', {noun: 'group-teacher', versioned: false}),
    availableDays: openTable(tx, access, 'availableDay', {noun: 'available-day', versioned: false}),
    rooms: openTable(tx, access, 'room', {code: 'code'}),
    blocks: openTable(tx, access, 'block', {versioned: false}),
    exams: openTable(tx, access, 'exam', {code: 'code'}),
    examParts: openTable(tx, access, 'examPart', {noun: 'exam-part', versioned: false}),
    examPlanEntries: openTable(tx, access, 'examPlanEntry', {noun: 'exam-plan-entry', versioned: false}),
    examVersions: openTable(tx, access, 'examVersion', {noun: 'exam-version', versioned: false}),
    examWindows: openTable(tx, access, 'examWindow', {noun: 'exam-window', versioned: false}),
    exemptions: openTable(tx, access, 'exemption', {versioned: false}),
    documents: openTable(tx, access, 'document', {versioned: false}),
    importProfiles: openTable(tx, access, 'importProfile', {noun: 'profile', code: 'code'}),
    periods: openTable(tx, access, 'period', {ends: null, code: 'code'}),
    periodWindows: openTable(tx, access, 'periodWindow', {noun: 'period-window', versioned: false}),
    periodTransitions: openTable(tx, access, 'periodTransition', {noun: 'period-transition', ends: null}),
  }
}
